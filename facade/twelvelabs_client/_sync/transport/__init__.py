# Derived from _async/transport/__init__.py by `make unasync`; never edited.
"""How requests reach the API: attempts, retries, connections. The only importer of the HTTP library."""
