import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from bot.domain.errors import InvalidInputError
from bot.pictures.intake import take_in

RED, BLUE, WHITE = (220, 20, 30), (20, 30, 220), (255, 255, 255)


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(width=400, height=300):
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def opened(stored):
    picture = Image.open(io.BytesIO(stored.data))
    assert picture.size == (stored.width, stored.height)
    assert Image.MIME[picture.format] == stored.media_type
    return picture


def near(pixel, colour):
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=False))


def header_of_png(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP"])
def test_every_usual_format_is_taken_in(kind):
    picture = opened(take_in(encoded(photo(), kind))).convert("RGB")
    assert picture.size == (400, 300)
    assert near(picture.getpixel((20, 150)), RED)
    assert near(picture.getpixel((380, 150)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("size", [(400, 300), (60, 40)])
def test_where_a_photo_was_taken_is_not_kept(kind, size):
    exif = Image.Exif()
    exif[0x010F] = "Samsung"
    exif[0x0112] = 1
    exif[0x8825] = {1: "N", 2: (37.0, 33.0, 59.0), 3: "E", 4: (126.0, 58.0, 41.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = encoded(photo(*size), kind, exif=exif, icc_profile=profile)
    assert 0x8825 in Image.open(io.BytesIO(sent)).getexif()
    stored = take_in(sent)
    kept = opened(stored)
    assert dict(kept.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp"} & kept.info.keys()
    assert b"Samsung" not in stored.data


def test_comments_are_not_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Mina of Seoul")
    for size in ((60, 40), (400, 300)):
        stored = take_in(encoded(photo(*size), "PNG", pnginfo=notes))
        assert b"Mina" not in stored.data
    assert b"Mina" not in take_in(encoded(photo(), "JPEG", comment=b"Mina of Seoul")).data


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (400, 300), (20, 150)),
        (2, (400, 300), (380, 150)),
        (3, (400, 300), (380, 150)),
        (4, (400, 300), (20, 150)),
        (5, (300, 400), (150, 20)),
        (6, (300, 400), (150, 20)),
        (7, (300, 400), (150, 380)),
        (8, (300, 400), (150, 380)),
    ],
)
def test_a_photo_held_sideways_is_turned_upright(orientation, size, red_at):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = opened(take_in(encoded(photo(), "JPEG", exif=exif))).convert("RGB")
    assert picture.size == size
    assert near(picture.getpixel(red_at), RED)
    assert near(picture.getpixel((size[0] - 1 - red_at[0], size[1] - 1 - red_at[1])), BLUE)


def test_a_large_photo_is_scaled_down_in_proportion():
    stored = take_in(encoded(photo(4000, 3000), "JPEG"))
    assert (stored.media_type, stored.width, stored.height) == ("image/webp", 1280, 960)


def test_a_small_picture_is_not_scaled_up_and_stays_exact():
    stored = take_in(encoded(photo(64, 64), "PNG"))
    assert (stored.media_type, stored.width, stored.height) == ("image/png", 64, 64)
    assert opened(stored).getpixel((0, 0)) == RED


def test_transparency_is_kept():
    picture = photo().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 50, 50))
    kept = opened(take_in(encoded(picture, "PNG")))
    assert kept.getpixel((10, 10))[3] == 0
    assert kept.getpixel((300, 200))[3] == 255


def test_a_transparent_picture_too_large_as_png_is_still_small_and_transparent():
    noise = Image.effect_noise((1280, 1280), 80).convert("RGBA")
    noise.paste((0, 0, 0, 0), (0, 0, 300, 300))
    stored = take_in(encoded(noise, "PNG"))
    assert stored.media_type == "image/webp"
    assert opened(stored).getpixel((10, 10))[3] == 0


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_kept(kind):
    frames = [Image.new("RGB", (200, 150), colour) for colour in (RED, BLUE, WHITE)]
    sent = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    kept = opened(take_in(sent))
    assert getattr(kept, "n_frames", 1) == 1
    assert near(kept.convert("RGB").getpixel((100, 75)), RED)


def test_sixteen_bits_of_grey_are_not_bleached():
    grey = Image.new("I;16", (200, 200), 128 * 256)
    assert near(opened(take_in(encoded(grey, "PNG"))).getpixel((9, 9)), (128, 128, 128))


def test_a_broken_colour_profile_does_not_spoil_the_picture():
    kept = opened(take_in(encoded(photo(), "JPEG", icc_profile=b"no profile at all")))
    assert near(kept.getpixel((20, 150)), RED)


@pytest.mark.parametrize(
    "data", [b"", b"hello, I am a text file renamed to cat.png", b"<svg xmlns='x'/>", b"%PDF-1.7\n"]
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(InvalidInputError, match="send a JPEG, PNG"):
        take_in(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP"])
def test_half_a_picture_is_refused(kind):
    whole = encoded(Image.effect_noise((300, 300), 80), kind)
    with pytest.raises(InvalidInputError):
        take_in(whole[: len(whole) // 2])


@pytest.mark.parametrize("side", [6_400, 10_000, 50_000])
def test_a_picture_that_promises_too_many_pixels_is_refused_by_its_header(side):
    with pytest.raises(InvalidInputError, match="40 megapixels"):
        take_in(header_of_png(side, side))


def test_too_many_bytes_are_refused_naming_the_limit():
    with pytest.raises(InvalidInputError, match=r"has 8\.1 MB and I take up to 8 MB"):
        take_in(bytes(8_000_001))
    with pytest.raises(InvalidInputError, match=r"up to 0\.1 MB"):
        take_in(bytes(200_000), max_bytes=100_000)


SAMPLES = [
    encoded(photo(90, 60), kind, **options)
    for kind, options in [
        ("JPEG", {"exif": Image.Exif()}),
        ("PNG", {}),
        ("WEBP", {}),
        ("AVIF", {}),
        ("GIF", {}),
    ]
]


# Pillow warns of what it skips in damaged metadata.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SAMPLES), st.lists(st.tuples(st.integers(0), st.integers(0, 255))), st.data()
)
def test_damage_is_refused_or_survived_and_nothing_else(sample, changes, data):
    damaged = bytearray(sample)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    end = data.draw(st.integers(0, len(damaged)))
    try:
        stored = take_in(bytes(damaged[:end]))
    except InvalidInputError:
        return
    opened(stored).load()
