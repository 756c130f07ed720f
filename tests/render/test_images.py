"""Images of a draft: what is taken, how large it is printed, and what its plain form leaves out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageFile

from workflow.model.errors import ImageRefused
from workflow.render.images import (
    MOST_BYTES,
    ImageSize,
    check_image,
    image_size,
    plain_image,
)

_TURN = 0x0112  # EXIF
_PLACE = 0x8825  # EXIF: where a photograph was taken


def image(mode: str = "RGB", size: tuple[int, int] = (60, 30), colour: Any = None) -> Image.Image:
    return Image.new(mode, size, colour)


def saved(picture: Image.Image, kind: str = "PNG", **given: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **given)
    return out.getvalue()


def noise(kind: str) -> bytes:
    picture = image(size=(64, 64))
    picture.putdata([(n * 7 % 256, n * 13 % 256, n * 31 % 256) for n in range(64 * 64)])
    return saved(picture, kind)


def turned(turn: int) -> bytes:
    """A photograph with its left half black, the camera held so."""
    picture = image(colour="white")
    picture.paste("black", (0, 0, 30, 30))
    exif = Image.Exif()
    exif[_TURN] = turn
    exif[_PLACE] = {1: "N", 2: (21.0, 1.0, 0.0)}
    return saved(picture, "JPEG", exif=exif, quality=95)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRefused) as caught:
        check_image(data, "a.png")
    assert "a.png" in str(caught.value)
    return str(caught.value)


# -- what is taken ---------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    check_image(saved(image(mode)), "a.png")


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_jpeg_is_taken(mode: str) -> None:
    check_image(saved(image(mode), "JPEG"), "a.jpg")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_an_image_that_is_cut_off_is_refused(kind: str, part: float) -> None:
    data = noise(kind)
    assert "cut off" in refusal(data[: int(len(data) * part)])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("lost", [1, 2, 12])
def test_an_image_without_its_last_bytes_is_refused(kind: str, lost: int) -> None:
    assert "cut off" in refusal(noise(kind)[:-lost])


def test_one_changed_byte_of_a_png_is_found() -> None:
    data = bytearray(noise("PNG"))
    data[len(data) // 2] ^= 1
    assert "damaged" in refusal(bytes(data))


def test_another_programs_wish_to_take_what_is_cut_off_is_left_alone() -> None:
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint sets it
    try:
        assert "cut off" in refusal(noise("JPEG")[:-40])
        assert ImageFile.LOAD_TRUNCATED_IMAGES
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"%PDF-1.7", b"\x89PNX", b"<svg xmlns='http://www.w3.org/2000/svg'/>",
     saved(image(), "GIF"), saved(image(), "TIFF"), saved(image(), "WEBP")],
    ids=["nothing", "text", "pdf", "almost", "svg", "gif", "tiff", "webp"],
)  # fmt: skip
def test_what_is_neither_png_nor_jpeg_is_refused(data: bytes) -> None:
    assert "neither a PNG nor a JPEG" in refusal(data)


def test_an_image_of_too_many_bytes_is_refused() -> None:
    assert "MiB" in refusal(noise("PNG") + bytes(MOST_BYTES))


def test_an_image_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    data = saved(image("1", (5001, 5000)))
    assert len(data) < 100_000
    assert "5001 × 5000 pixels" in refusal(data)
    check_image(saved(image("1", (5000, 5000))), "a.png")


def test_an_animated_png_is_refused() -> None:
    data = saved(image(), save_all=True, append_images=[image(colour="red")])
    assert "animated" in refusal(data)


# -- how large it is printed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "resolution"),
    [({}, 96), ({"dpi": (200, 200)}, 200), ({"dpi": (20, 20)}, 72), ({"dpi": (2400, 2400)}, 600)],
)
def test_an_image_is_as_large_as_its_resolution_says_within_bounds(
    given: dict[str, Any], resolution: float
) -> None:
    size = image_size(saved(image(size=(600, 300)), **given))
    assert size.width == pytest.approx(600 / resolution * 72, rel=0.001)
    assert size.height == pytest.approx(300 / resolution * 72, rel=0.001)


def test_an_image_is_made_smaller_and_never_larger() -> None:
    size = ImageSize(400, 200)
    assert size.within(500, 500) == size
    assert size.within(200, 500) == ImageSize(200, 100)
    assert size.within(500, 50) == ImageSize(100, 50)


def test_a_photograph_held_upright_is_printed_upright() -> None:
    lying, upright = image_size(turned(1)), image_size(turned(6))
    assert (upright.width, upright.height) == (lying.height, lying.width)


# -- the plain form --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_plain_image_is_kept_as_it_is(kind: str) -> None:
    assert plain_image(noise(kind)) == noise(kind)


def test_what_is_transparent_becomes_white() -> None:
    half = image("RGBA", colour=(255, 0, 0, 0))
    half.paste((0, 0, 255, 255), (0, 0, 30, 30))
    plain = opened(plain_image(saved(half)))
    assert plain.mode == "RGB"
    assert plain.getpixel((5, 5)) == (0, 0, 255)
    assert plain.getpixel((50, 5)) == (255, 255, 255)


def test_sixteen_bits_become_eight() -> None:
    plain = opened(plain_image(saved(image("I;16", colour=0x8000))))
    assert plain.mode == "L"
    assert plain.getpixel((0, 0)) == 0x80


def test_four_colours_of_print_become_three() -> None:
    plain = opened(plain_image(saved(image("CMYK", colour=(255, 0, 0, 0)), "JPEG")))
    assert plain.mode == "RGB"
    red, green, blue = plain.getpixel((5, 5))  # type: ignore[misc]
    assert red < 60 < min(green, blue)


def test_a_photograph_is_turned_and_forgets_where_it_was_taken() -> None:
    data = turned(6)
    assert opened(data).getexif()[_TURN] == 6
    assert b"Exif" in data
    plain = plain_image(data)
    assert b"Exif" not in plain
    shown = opened(plain)
    assert shown.size == (30, 60)
    assert max(shown.getpixel((15, 5))) < 60  # type: ignore[arg-type, type-var]
    assert min(shown.getpixel((15, 55))) > 200  # type: ignore[arg-type, type-var]


def test_a_photograph_that_stands_right_keeps_its_quality() -> None:
    data = turned(1)
    plain = plain_image(data)
    assert b"Exif" not in plain
    assert opened(plain).quantization == opened(data).quantization  # type: ignore[attr-defined]


@pytest.mark.parametrize("data", [turned(1), turned(8), saved(image("RGBA")), saved(image("P"))])
def test_the_plain_form_of_a_plain_form_is_itself(data: bytes) -> None:
    plain = plain_image(data)
    assert plain_image(plain) == plain == plain_image(data)
