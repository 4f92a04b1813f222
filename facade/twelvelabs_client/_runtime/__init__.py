"""What touches the machine: sleeping, time and files. `tasks` and `threads` are the only hand-written twins."""
