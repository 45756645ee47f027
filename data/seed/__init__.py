"""The starter catalogue: facts of well-known dramas, one JSON object a line, checked."""

from data.seed.rows import SeedError, parse_row, read_seed

__all__ = ["SeedError", "parse_row", "read_seed"]
