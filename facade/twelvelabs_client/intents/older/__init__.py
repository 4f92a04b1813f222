"""What only versions before v1.3 can be asked."""
