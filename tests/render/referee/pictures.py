"""Pages of both PDFs side by side, the referee's on the left, with the lines that differ boxed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from tests.render.measure import flattened
from tests.render.referee.comparison import Comparison
from tests.render.referee.words import Line

_DPI = 80
_PER_MM = _DPI / 25.4
_RED = (210, 0, 0)


def draw_differences(
    comparison: Comparison, theirs: bytes, ours: bytes, folder: Path, *, most: int = 6
) -> list[Path]:
    """Write a PNG for each page that differs, the first `most` of them.

    Returns:
        The files, named by their pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("page-*.png"):
        old.unlink()
    numbers = sorted(set(_pages(comparison)))[:most]
    written = []
    with (
        pypdfium2.PdfDocument(flattened(theirs)) as left,
        pypdfium2.PdfDocument(flattened(ours)) as right,
    ):
        for number in numbers:
            found = comparison.differences
            halves = [
                _drawn(left, number, [d.theirs for d in found]),
                _drawn(right, number, [d.ours for d in found]),
            ]
            sheet = Image.new(
                "RGB",
                (sum(half.width for half in halves) + 8, max(half.height for half in halves)),
                "grey",
            )
            sheet.paste(halves[0], (0, 0))
            sheet.paste(halves[1], (halves[0].width + 8, 0))
            file = folder / f"page-{number}.png"
            sheet.save(file)
            written.append(file)
    return written


def _pages(comparison: Comparison) -> Iterator[int]:
    for difference in comparison.differences:
        yield difference.page
        if difference.ours:
            yield difference.ours.page
    fewer, more = sorted(comparison.pages)
    yield from range(fewer + 1, more + 1)


def _drawn(document: pypdfium2.PdfDocument, number: int, lines: list[Line | None]) -> Image.Image:
    if number > len(document):
        return Image.new("RGB", (round(210 * _PER_MM), round(297 * _PER_MM)), "lightgrey")
    image: Image.Image = document[number - 1].render(scale=_DPI / 72).to_pil().convert("RGB")
    draw = ImageDraw.Draw(image)
    for line in lines:
        if line is not None and line.page == number:
            left, top, right, bottom = (edge * _PER_MM for edge in line.box)
            draw.rectangle((left - 2, top - 1, right + 2, bottom + 1), outline=_RED)
    return image
