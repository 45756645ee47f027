"""Presentation: pure cards (values -> components), forms, and the one place for failures."""
