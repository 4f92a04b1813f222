"""What only versions before v1.3 return."""
