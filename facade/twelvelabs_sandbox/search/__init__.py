"""Which clips answer a query, and how well."""
