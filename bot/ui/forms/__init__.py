"""Modals: what they ask, and how nothing typed into them is ever lost."""
