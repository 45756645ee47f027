"""The try-it page: the real bot against a simulated Discord, in a browser."""
