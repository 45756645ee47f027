"""Cards: pure functions from domain values to a message, one module a feature."""
