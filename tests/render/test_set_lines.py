"""Lines that are handed to WeasyPrint as they are stand where Pango would set them."""

from __future__ import annotations

import pytest

from tests.render.corpus import corpus
from tests.render.measure import measured
from workflow.render.content import render_pages
from workflow.render.fonts import FAMILY
from workflow.render.pdf import write_pdf
from workflow.render.set_lines import Told, lines_attribute
from workflow.render.set_text import SetText

pytestmark = pytest.mark.slow

_FILES = {file.name: file.data for file in corpus()}
_CLOSE = 0.3  # mm: WeasyPrint cuts what moves each letter to thousandths of the size


@pytest.mark.parametrize(
    "name",
    ["document-ket-luan", "tab-right", "run-character-spacing", "table-texts",
     "number-levels", "footnote-formats", "paragraph-alignment", "link-outside"],
)  # fmt: skip
def test_known_glyphs_stand_where_pango_sets_them(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = places(render_pages(_FILES[name], "a.docx"))
    known = SetText.of
    monkeypatch.setattr(
        SetText, "of", lambda text, *others: None if text.strip() else known(text, *others)
    )
    theirs = places(render_pages(_FILES[name], "a.docx"))
    assert len(ours) == len(theirs) > 3
    for (text, *box), (other, *other_box) in zip(ours, theirs, strict=True):
        assert text.replace(" ", "") == other.replace(" ", "")
        assert box == pytest.approx(other_box, abs=_CLOSE)


def places(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """Texts, from where to where each stands, and how high its baseline is, mm."""
    return [
        (line.text, line.left, line.right, line.baseline)
        for page in measured(pdf)
        for line in page.lines
    ]


def told(text: str, lines: list[Told], css: str = "") -> list[tuple[str, float, float]]:
    """What a page of 200 pt shows: texts, and from where to where each stands, pt."""
    sheet = f"@page {{ size: 200pt 100pt; margin: 0 }} html {{ font: 10pt '{FAMILY}' }}"
    kept = "margin: 0; white-space: pre; font-kerning: none; font-variant-ligatures: none"
    page = (
        f"<html><style>{sheet}</style><body style='margin: 0'>"
        f'<p style="{kept}; {css}" {lines_attribute(lines)}>{text}</p></body></html>'
    )
    found = places(write_pdf(page, archival=False))
    return [(said, left / 25.4 * 72, right / 25.4 * 72) for said, left, right, _ in found]


def test_spaces_are_stretched_as_told() -> None:
    ((_, left, right),) = told("a a a", [Told(8, 12)])
    ((_, _, wider),) = told("a a a", [Told(8, 12, 2)])
    assert left == pytest.approx(0, abs=1)
    assert wider - right == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize(
    ("css", "side"), [("text-align: right", 200), ("text-align: center", 100), ("", 0)]
)
def test_a_line_stands_where_its_block_aligns_it(css: str, side: float) -> None:
    ((_, left, right),) = told("mmmm", [Told(8, 12)], css)
    stands = {"text-align: right": right, "text-align: center": (left + right) / 2}.get(css, left)
    assert stands == pytest.approx(side, abs=1)


def test_each_line_is_as_high_as_told_and_begins_with_its_own_text() -> None:
    page = "<span style='font-weight: bold'>một</span> hai\nba\n\nbốn"
    found = told(page, [Told(8, 12), Told(8, 40), Told(8, 12), Told(8, 12)])
    assert [text for text, _, _ in found] == ["một hai", "ba", "bốn"]


@pytest.mark.parametrize("text", ["e\N{COMBINING RING BELOW}m", "ΑΒΓ", "Жук"])
def test_text_that_does_not_go_by_letters_is_left_to_pango(text: str) -> None:
    ((found, _, _),) = told(text, [Told(8, 12)])
    assert found == text


def test_a_paragraph_goes_on_overleaf() -> None:
    lines = [str(n) for n in range(30)]
    found = told("\n".join(lines), [Told(8, 12)] * 30)
    assert [text for text, _, _ in found] == lines
