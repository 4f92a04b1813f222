# Derived from _async/uploads/__init__.py by `make unasync`; never edited.
"""How files reach the storage: in one request or in chunks, also if an earlier run did a part."""
