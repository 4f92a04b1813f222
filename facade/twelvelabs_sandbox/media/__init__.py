"""Measuring media: pure functions over files, without HTTP."""
