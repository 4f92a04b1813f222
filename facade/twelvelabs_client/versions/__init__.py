"""How each API version puts what users mean. The only room that knows the generated packages."""
