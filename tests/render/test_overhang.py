"""A page's last line may hang over its foot by what a multiple pitch adds below the letters."""

from __future__ import annotations

import pytest

from tests.render.measure import measured
from workflow.render.fonts import FAMILY
from workflow.render.overhang import overhang_css
from workflow.render.pdf import write_pdf


def lines_on_pages(height: float, overhang: float = 0.0, more: str = "") -> list[int]:
    """How many lines of 20 pt each page of so many pt holds; nine in three paragraphs."""
    css = f"@page {{ size: 300pt {height}pt; margin: 0 }} html {{ font: 10pt/20pt '{FAMILY}' }}"
    style = f"margin: 0; orphans: 1; widows: 1; {overhang_css(overhang)}; {more}"
    body = f'<p style="{style}">dòng<br/>dòng<br/>dòng</p>' * 3
    pdf = write_pdf(
        f"<html><style>{css}</style><body style='margin: 0'>{body}</body></html>", archival=False
    )
    return [len(page.lines) for page in measured(pdf)]


@pytest.mark.parametrize(
    ("height", "overhang", "pages"),
    [
        (99, 0, [4, 4, 1]),
        (99, 1.1, [5, 4]),
        (99, 0.9, [4, 4, 1]),
        (95, 6, [5, 4]),
        (95, 4, [4, 4, 1]),
        (100, 6, [5, 4]),
    ],
)
def test_a_line_hangs_over_as_far_as_it_may(
    height: float, overhang: float, pages: list[int]
) -> None:
    assert lines_on_pages(height, overhang) == pages


def test_only_the_last_line_hangs_over() -> None:
    """The next one begins the next page, and no page ends later for it."""
    assert lines_on_pages(95, 19) == [5, 4]
    assert lines_on_pages(58, 3) == [3, 3, 3]


def test_a_paragraph_that_is_kept_together_hangs_over_too() -> None:
    assert lines_on_pages(117, 4, "break-inside: avoid") == [6, 3]
    assert lines_on_pages(117, 2, "break-inside: avoid") == [3, 3, 3]
