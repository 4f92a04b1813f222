"""What v1.1 and v1.2 put or read alike."""
