"""The rule above the footnotes, as it is seen."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.render.corpus import corpus
from workflow.render.content import render_pages
from workflow.render.preview import page_pictures

pytestmark = pytest.mark.slow

_DPI = 288
_MM = _DPI / 25.4


def test_a_short_rule_stands_above_the_notes_and_they_can_be_read() -> None:
    data = next(file.data for file in corpus() if file.name == "footnote-several")
    (page,) = page_pictures(render_pages(data, "a.docx"), _DPI)
    picture = Image.open(io.BytesIO(page)).convert("L")
    left, right = round(30 * _MM), round(195 * _MM)
    dark = picture.point(lambda value: 1 if value < 160 else 0)
    lines = []
    for y in range(picture.height // 2, picture.height):
        row = dark.crop((left, y, right, y + 1)).tobytes()
        longest = max(len(run) for run in row.split(b"\0")) * 72 / _DPI
        if longest > 50:  # pt; no letter has so long a line
            lines.append((y, longest))
    assert lines, "no rule"
    assert lines[-1][0] - lines[0][0] < 4, "more than a rule"
    assert all(abs(width - 144) < 2 for _, width in lines), lines
    below = picture.crop((left, lines[-1][0] + 2, right, picture.height))
    shares = below.histogram()
    assert 0.005 < sum(shares[:128]) / sum(shares) < 0.15
