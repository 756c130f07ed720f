"""Example images drawn by the program: a hand signature and a seal, both saying MẪU (specimen)."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

from workflow.render.fonts import find_face

_BLUE = (20, 50, 170, 255)
_RED = (214, 20, 20, 255)
_CLEAR = (255, 255, 255, 0)
_MARK = "MẪU"
_DOTS_PER_MM = 24  # about 600 dpi


def signature_image(name: str, width: float = 50, height: float = 20) -> bytes:
    """A blue stroke with the name's last syllable, on transparent ground; lengths in mm."""
    size = (round(width * _DOTS_PER_MM), round(height * _DOTS_PER_MM))
    image = Image.new("RGBA", size, _CLEAR)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(find_face().file("italic"), round(size[1] * 0.6))
    text = name.split()[-1]
    left = (size[0] - draw.textlength(text, font)) / 2
    draw.text((left, size[1] * 0.02), text, _BLUE, font)
    draw.line(list(_flourish(*size)), _BLUE, round(0.5 * _DOTS_PER_MM), joint="curve")
    small = ImageFont.truetype(find_face().file("regular"), round(size[1] * 0.16))
    draw.text((size[0] * 0.98 - draw.textlength(_MARK, small), size[1] * 0.02), _MARK, _BLUE, small)
    return _png(image)


def _flourish(width: int, height: int) -> Iterator[tuple[float, float]]:
    """A wave under the name that dies away to the right."""
    for step in range(241):
        t = step / 240
        wave = math.sin(t * 4 * math.pi) * (1 - t) * 0.14
        yield width * (0.05 + 0.9 * t), height * (0.82 + wave)


def seal_image(organ: str, diameter: float = 30) -> bytes:
    """A round red seal with the organ's name along its rim and a star; `diameter` in mm."""
    side = round(diameter * _DOTS_PER_MM)
    image = Image.new("RGBA", (side, side), _CLEAR)
    draw = ImageDraw.Draw(image)
    for inset, width in ((0.01, 0.02), (0.045, 0.008), (0.24, 0.008)):
        box = (side * inset, side * inset, side * (1 - inset), side * (1 - inset))
        draw.ellipse(box, outline=_RED, width=max(1, round(side * width)))
    _around(image, organ.upper(), side, start=-145, end=145)
    draw.polygon(list(_star(side / 2, side * 0.46, side * 0.13)), fill=_RED)
    font = ImageFont.truetype(find_face().file("bold"), round(side * 0.12))
    draw.text(((side - draw.textlength(_MARK, font)) / 2, side * 0.58), _MARK, _RED, font)
    return _png(image)


def _around(image: Image.Image, text: str, side: int, start: float, end: float) -> None:
    """Letters on a circle, from `start` to `end` degrees clockwise of the top."""
    font = ImageFont.truetype(find_face().file("bold"), round(side * 0.105))
    for number, letter in enumerate(text):
        angle = start + (end - start) * (number + 0.5) / len(text)
        tile = Image.new("RGBA", (round(side * 0.2),) * 2, _CLEAR)
        ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, _RED, font, "mm")
        turned = tile.rotate(-angle, Image.Resampling.BICUBIC)
        radius, turn = side * 0.355, math.radians(angle)
        x = side / 2 + radius * math.sin(turn) - turned.width / 2
        y = side / 2 - radius * math.cos(turn) - turned.height / 2
        image.alpha_composite(turned, (round(x), round(y)))


def _star(x: float, y: float, radius: float) -> Iterator[tuple[float, float]]:
    for point in range(10):
        r = radius if point % 2 == 0 else radius * 0.382
        turn = math.pi * point / 5
        yield x + r * math.sin(turn), y - r * math.cos(turn)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, dpi=(_DOTS_PER_MM * 25.4, _DOTS_PER_MM * 25.4))
    return out.getvalue()
