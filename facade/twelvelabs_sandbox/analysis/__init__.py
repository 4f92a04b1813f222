"""Texts and structured answers about videos, composed from what was measured in them."""
