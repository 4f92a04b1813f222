"""The client for asyncio. `_sync` is derived from this folder by `make unasync`."""
