"""The drawn examples: a blue signature and a red seal on clear ground, both saying MẪU."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from workflow.render.specimen import seal_image, signature_image

pytestmark = pytest.mark.slow


def opened(png: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(png))
    image.load()
    return image


def solid(image: Image.Image) -> list[bytes]:
    """The pixels that are not see-through."""
    data = image.resize((240, 240), Image.Resampling.NEAREST).tobytes()
    pixels = [data[n : n + 4] for n in range(0, len(data), 4)]
    return [pixel for pixel in pixels if pixel[3] > 200]


Draw = Callable[[], bytes]
BOTH = [lambda: signature_image("Trần Minh Khang"), lambda: seal_image("Tỉnh uỷ Lam Giang")]


@pytest.mark.parametrize("draw", BOTH, ids=["signature", "seal"])
def test_an_image_is_a_png_on_clear_ground(draw: Draw) -> None:
    image = opened(draw())
    assert image.format == "PNG"
    assert image.mode == "RGBA"
    for corner in ((0, 0), (image.width - 1, image.height - 1)):
        assert image.getpixel(corner)[3] == 0
    assert image.getchannel("A").getextrema() == (0, 255)


def test_the_signature_is_blue() -> None:
    pixels = solid(opened(signature_image("Trần Minh Khang")))
    assert len(pixels) > 500
    assert all(blue > 1.5 * max(red, green) for red, green, blue, _ in pixels)


def test_the_seal_is_bright_red() -> None:
    pixels = solid(opened(seal_image("Tỉnh uỷ Lam Giang")))
    assert len(pixels) > 500
    assert all(red > 3 * max(green, blue) and red > 180 for red, green, blue, _ in pixels)


@pytest.mark.parametrize(("width", "height"), [(50, 20), (40, 20), (30, 30)])
def test_the_signature_has_the_proportions_asked_for(width: float, height: float) -> None:
    image = opened(signature_image("Trần Minh Khang", width, height))
    assert image.width / image.height == pytest.approx(width / height, rel=0.01)


@pytest.mark.parametrize("diameter", [20, 30, 36])
def test_the_seal_is_round_and_as_fine_as_print(diameter: float) -> None:
    image = opened(seal_image("Tỉnh uỷ Lam Giang", diameter))
    assert image.width == image.height
    assert image.width / diameter * 25.4 >= 600
    assert image.getchannel("A").getbbox() == pytest.approx(
        (0, 0, image.width, image.height), abs=image.width * 0.02
    )
    middle = image.width // 2
    assert image.getpixel((middle, round(image.height * 0.02)))[3] > 0


def test_each_name_gives_an_image_of_its_own() -> None:
    assert signature_image("Trần Minh Khang") != signature_image("Lê Thị Kim Dung")
    assert seal_image("Tỉnh uỷ Lam Giang") != seal_image("Huyện uỷ Nà Thượng")


def test_the_same_name_gives_the_same_image() -> None:
    assert signature_image("Trần Minh Khang") == signature_image("Trần Minh Khang")
    assert seal_image("Tỉnh uỷ Lam Giang") == seal_image("Tỉnh uỷ Lam Giang")
