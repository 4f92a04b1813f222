"""How calls reach the API: attempts, retries, deadlines, decoding; over whichever HTTP library is in use."""
