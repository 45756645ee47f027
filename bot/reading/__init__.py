"""Review posts as blogs write them, read into structured values. No storage, no Discord."""
