"""Frozen values and pure rules shared by every layer: no I/O."""
