"""HTTP libraries, each behind the same Protocol (`core/backend.py`), and each imported by its own modules alone.

Those of httpx are written by hand, in the asynchronous form; `make unasync` derives from them those of httpx2, and of
both the synchronous form, in `_sync/`. `choosing.py` picks one.
"""
