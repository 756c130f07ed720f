"""The chart in examples/state/bao-cao.md, drawn from the figures of the table above it.

python scripts/example_chart.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from workflow.render.fonts import find_face

PLACE = Path(__file__).parent.parent / "examples" / "state" / "ket-qua-giai-quyet.png"
FIGURES = {
    "Cấp tỉnh": (21_480, 20_911),
    "Cấp huyện": (39_260, 37_548),
    "Cấp xã": (67_900, 65_646),
}
SERIES = ("Tiếp nhận", "Đã giải quyết")

_SIZE, _RESOLUTION = (1180, 532), 200
_TONES = ("#404040", "#a8a8a8")  # told apart in a black and white copy too
_BASE, _TOP, _BAR, _GAP = 480, 90, 130, 12


def main() -> None:
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(find_face().file("regular"), 34)
    most = max(max(pair) for pair in FIGURES.values())
    step = _SIZE[0] / len(FIGURES)
    for place, (name, pair) in enumerate(FIGURES.items()):
        middle = (place + 0.5) * step
        for side, (value, tone) in enumerate(zip(pair, _TONES, strict=True)):
            left = middle + (side - 1) * _BAR + (_GAP / 2 if side else -_GAP / 2)
            top = _BASE - (_BASE - _TOP) * value / most
            draw.rectangle((left, top, left + _BAR, _BASE), fill=tone)
            written = f"{value:,}".replace(",", ".")
            draw.text((left + _BAR / 2, top - 6), written, "black", font, anchor="mb")
        draw.text((middle, _BASE + 12), name, "black", font, anchor="mt")
    draw.line((20, _BASE, _SIZE[0] - 20, _BASE), "black", 3)
    _legend(draw, font)
    resolution = (_RESOLUTION, _RESOLUTION)
    image.quantize(16).save(PLACE, "PNG", optimize=True, dpi=resolution)


def _legend(draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont) -> None:
    left = 40
    for name, tone in zip(SERIES, _TONES, strict=True):
        draw.rectangle((left, 24, left + 34, 58), fill=tone)
        draw.text((left + 46, 41), name, "black", font, anchor="lm")
        left += 46 + round(draw.textlength(name, font)) + 50


if __name__ == "__main__":
    main()
