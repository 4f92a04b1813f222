"""What the client knows and decides, without any I/O and in no colour."""
