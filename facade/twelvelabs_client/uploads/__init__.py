"""What an upload is: files, the plan of its chunks, progress, cancellation and what a later run needs. No I/O."""
