"""What the commands of ``daebak`` do, one module a command."""
