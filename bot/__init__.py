"""Daebak: a Discord bot for communities that watch dramas together."""

from importlib.metadata import version

__version__ = version("daebak")
