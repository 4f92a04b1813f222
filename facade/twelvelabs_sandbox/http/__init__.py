"""How requests come in and responses go out: routes, validation, pages, limits."""
