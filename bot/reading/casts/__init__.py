"""Who plays whom: in lists, in brackets, in sentences."""
