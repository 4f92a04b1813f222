"""How requests reach the API: attempts, retries, connections. The only importer of the HTTP library."""
