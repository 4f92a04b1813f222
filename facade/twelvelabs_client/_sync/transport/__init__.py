# Derived from _async/transport/__init__.py by `make unasync`; never edited.
"""How calls reach the API: attempts, retries, deadlines, decoding; over whichever HTTP library is in use."""
