"""What one sandbox keeps, and the rules of what it keeps: documents, files, states, webhooks."""
