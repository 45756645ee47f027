"""What the reviewed drama is called: in its title line, by a label, in its script, in prose."""
