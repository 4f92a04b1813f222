"""How each API version puts what users mean. The only package that imports the generated ones."""
