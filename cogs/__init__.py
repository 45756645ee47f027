"""Slash commands and buttons: interaction -> service -> card, one module a feature."""
