"""Pictures that members upload: checked, stripped of metadata, made small."""

from __future__ import annotations

import io
import math
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from bot.domain.errors import InvalidInputError
from bot.domain.texts import t

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEGAPIXELS: Final = 40

# The decoders that are let near a stranger's bytes; Pillow has dozens more.
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP")
_WEBP_QUALITY: Final = 82
_SMALL_SIDE: Final = 128
_MAX_PNG_BYTES: Final = 500_000

# What turns a picture upright, by the EXIF orientation it was saved with.
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture as it is kept: ``image/webp`` or ``image/png``, sides in pixels."""

    media_type: str
    width: int
    height: int
    data: bytes


def take_in(data: bytes, *, max_side: int = 1280, max_bytes: int = 8_000_000) -> StoredPicture:
    """Decode an uploaded picture and encode it anew, with nothing in it but pixels.

    Of an animation the first frame is kept. The picture is turned upright as its metadata
    says, its colours become sRGB, and it is scaled down to ``max_side`` pixels.

    Raises:
        InvalidInputError: No picture, a damaged one, or one above a limit.
    """
    if len(data) > max_bytes:
        raise InvalidInputError(
            t(
                "That picture has {size} MB and I take up to {limit} MB:"
                " scale it down, or save it as a JPEG.",
                size=_megabytes(len(data)),
                limit=_megabytes(max_bytes),
            )
        )
    with _refusing(), Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
        # Only the header has been read: the pixels it promises are not in memory yet.
        if opened.width * opened.height > MAX_MEGAPIXELS * 1_000_000:
            raise _too_many_pixels()
        # A JPEG can be decoded at a half, a quarter or an eighth of its size.
        opened.draft(None, (max_side, max_side))
        profile = opened.info.get("icc_profile")
        turn = _UPRIGHT.get(opened.getexif().get(ExifTags.Base.Orientation, 1))
        pixels = _plain(opened)
    pixels.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    if turn is not None:
        pixels = pixels.transpose(turn)
    if isinstance(profile, bytes):
        pixels = _in_srgb(pixels, profile)
    # Pillow's encoders write some of what the decoder found here.
    pixels.info.clear()
    return _encode(pixels)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except UnidentifiedImageError as error:
        raise InvalidInputError(
            t("That file is no picture I can read: send a JPEG, PNG, WebP, AVIF or GIF.")
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (OSError, EOFError, SyntaxError, ValueError, RuntimeError, struct.error) as error:
        # Which of these a decoder raises depends on where the bytes stop making sense.
        raise InvalidInputError(
            t("That picture is damaged: open it, save it again and send the new file.")
        ) from error


def _too_many_pixels() -> InvalidInputError:
    return InvalidInputError(
        t(
            "That picture has too many pixels: I take up to {limit} megapixels, so scale it down.",
            limit=MAX_MEGAPIXELS,
        )
    )


def _megabytes(size: int) -> str:
    # Rounded up, so that a refused size never reads like the limit.
    return f"{math.ceil(size / 100_000) / 10:g}"


def _plain(opened: Image.Image) -> Image.Image:
    if opened.mode.startswith("I;16"):
        # Sixteen bits of grey: converting alone would clip all but the darkest to white.
        return opened.convert("I").point(lambda value: value * (1 / 256)).convert("RGB")
    return opened.convert("RGBA" if opened.has_transparency_data else "RGB")


def _in_srgb(pixels: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            pixels, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile for other channels (CMYK, grey) or a broken one: near enough without.
        return pixels
    return pixels if converted is None else converted


def _encode(pixels: Image.Image) -> StoredPicture:
    if pixels.mode == "RGBA" and pixels.getchannel("A").getextrema() == (255, 255):
        pixels = pixels.convert("RGB")
    if pixels.mode == "RGBA" or max(pixels.size) <= _SMALL_SIDE:
        sharp = io.BytesIO()
        pixels.save(sharp, "PNG", optimize=True)
        if sharp.tell() <= _MAX_PNG_BYTES:
            return StoredPicture("image/png", *pixels.size, sharp.getvalue())
    small = io.BytesIO()
    pixels.save(small, "WEBP", quality=_WEBP_QUALITY, method=4)
    return StoredPicture("image/webp", *pixels.size, small.getvalue())
