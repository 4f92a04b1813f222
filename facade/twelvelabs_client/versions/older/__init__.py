"""How v1.1 and v1.2 put what users mean."""
