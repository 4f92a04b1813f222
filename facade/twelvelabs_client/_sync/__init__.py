# Derived from _async/__init__.py by `make unasync`; never edited.
"""The client for threads. `_sync` is derived from this folder by `make unasync`."""
