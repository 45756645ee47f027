"""Reading the web at addresses that people give us: safely, politely, within bounds."""
