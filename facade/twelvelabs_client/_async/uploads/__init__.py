"""How files reach the storage: in one request or in chunks, also if an earlier run did a part."""
