"""Versions 1.1 and 1.2 of the API: what they answer, over the same memory as version 1.3."""
