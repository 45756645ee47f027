"""Avatars for the people on the page and for the bot, drawn here: nothing is fetched."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont
from simcord.backend.cdn import CDN_BASE

_SIZE = 128
# Drawn larger and scaled down, for smooth edges.
_DRAWN = _SIZE * 4
HASH = "daebak"
BOT_COLOUR = "#c2185b"
COLOURS = ("#8e4ec6", "#3f7fd9", "#2e9d6b", "#b7791f")


def address(user_id: int) -> str:
    """Return where SimCord looks for the avatar of somebody whose avatar hash is ``HASH``."""
    return f"{CDN_BASE}/avatars/{user_id}/{HASH}.png"


def initial(name: str, colour: str) -> tuple[str, bytes]:
    """Draw a first letter on a colour; return file name and PNG."""
    image = Image.new("RGB", (_DRAWN, _DRAWN), colour)
    font = ImageFont.load_default(_DRAWN * 0.52)
    middle = (_DRAWN / 2, _DRAWN / 2)
    ImageDraw.Draw(image).text(middle, name[:1], fill="#ffffff", font=font, anchor="mm")
    return _png(image)


def triangle() -> tuple[str, bytes]:
    """Draw the bot's sign, a white triangle on its colour; return file name and PNG."""
    image = Image.new("RGB", (_DRAWN, _DRAWN), BOT_COLOUR)
    corners = [(x * _DRAWN, y * _DRAWN) for x, y in ((0.38, 0.28), (0.38, 0.72), (0.74, 0.5))]
    ImageDraw.Draw(image).polygon(corners, fill="#ffffff")
    return _png(image)


def _png(image: Image.Image) -> tuple[str, bytes]:
    target = io.BytesIO()
    image.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS).save(target, "PNG", optimize=True)
    return "avatar.png", target.getvalue()
