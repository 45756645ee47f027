"""The starter catalogue: facts of well-known dramas, one JSON object a line, checked."""
