"""Pairs of letters are moved together where Word asks for it, as far as HarfBuzz moves them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import fonts
from tests.render.corpus.wml import el, jc, p, sz, t
from tests.render.measure import Page, measured
from workflow.render.content import render_pages
from workflow.render.fonts import find_face
from workflow.render.html_fonts import font_faces
from workflow.render.html_text import KEPT_HYPHEN, SOFT_HYPHEN, advances
from workflow.render.kerning import Kerning, kerning_of
from workflow.render.page_tree import RunStyle
from workflow.render.pdf import write_pdf

_PT = 72 / 25.4
_FAMILIES = ("Times New Roman", "Arial", "Calibri")
_TEXTS = ("AVATAR", "To Ty Tp. Tr", "LƯU: VT", "11/11/2021", "P, F. Y; W:", "VĂN PHÒNG TỈNH UỶ",
          "A V T A a V", "rõ rằng, k. r-", "“Tự do”", "Điều 1. Ông Lê Văn Vỹ")  # fmt: skip


def _wide(text: str, style: RunStyle) -> float:
    return sum(advances(text, style))


def _kerned(family: str = "Times New Roman", size: float = 20) -> RunStyle:
    return RunStyle(font=family, size=size, kern=1)


def _drawn(texts: tuple[str, ...], *look: str) -> list[float]:
    """How wide each text is on the page of a Word file, pt."""
    body = "".join(p(t(text, sz(20), *look)) for text in texts)
    (page, *_) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    widths = _widths(page)
    assert len(widths) == len(texts)
    return widths


def _widths(page: Page) -> list[float]:
    """How wide each line of a page is, pt; letters may stand so near that it is read in parts."""
    baselines = groupby(page.lines, key=lambda line: round(line.baseline, 1))
    lines = [list(parts) for _, parts in baselines]
    return [(max(part.right for part in line) - min(part.left for part in line)) * _PT
            for line in lines]  # fmt: skip


@pytest.mark.parametrize("family", _FAMILIES)
def test_pairs_are_as_near_as_harfbuzz_sets_them(family: str) -> None:
    """Pango, which WeasyPrint asks, shapes with HarfBuzz."""
    css = f"{font_faces((family,))} p {{ font: 20pt '{family}'; font-kerning: normal; "
    css += "font-variant-ligatures: none; margin: 0 }"
    body = "".join(f"<p>{text}</p>" for text in _TEXTS)
    head = f"<head><title>a</title><style>{css}</style></head>"
    (page, *_) = measured(write_pdf(f'<html lang="vi">{head}<body>{body}</body></html>'))
    expected = [_wide(text, _kerned(family)) for text in _TEXTS]
    assert _widths(page) == pytest.approx(expected, abs=0.12)


@pytest.mark.parametrize("family", _FAMILIES)
def test_the_page_shows_kerned_text_as_wide_as_its_lines_were_filled_with(family: str) -> None:
    widths = _drawn(_TEXTS, fonts(family), el("kern", val=2))
    expected = [_wide(text, _kerned(family)) for text in _TEXTS]
    assert widths == pytest.approx(expected, abs=0.12)


@pytest.mark.parametrize("kind", ["bold", "italic"])
def test_each_style_of_a_face_has_its_own_pairs(kind: str) -> None:
    changed = replace(_kerned(), bold=kind == "bold", italic=kind == "italic")
    body = p(t("AV, T11 TA", sz(20), el("kern", val=2), el(kind[0])))
    (page,) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    places = sorted(glyph.left * _PT for line in page.lines for glyph in line.glyphs)
    way = sum(list(advances("AV, T11 TA", changed))[:-1])  # from one A to the other
    assert places[-1] - places[0] == pytest.approx(way, abs=0.1)


@pytest.mark.parametrize(("align", "edge"), [("right", 1.0), ("center", 0.5)])
def test_kerned_text_is_aligned_by_its_width(align: str, edge: float) -> None:
    body = p(t("AVATAR AVATAR", sz(20), el("kern", val=2)), jc(align))
    (page,) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    (line,) = page.lines
    assert line.left + edge * line.width == pytest.approx(30 + edge * 165, abs=0.15)


def test_text_is_not_kerned_unless_word_asks() -> None:
    plain = [_wide(text, RunStyle(size=20)) for text in _TEXTS]
    assert _drawn(_TEXTS) == pytest.approx(plain, abs=0.12)
    assert plain[0] - _wide(_TEXTS[0], _kerned()) > 5


def test_only_letters_of_the_size_that_is_asked_for_are_kerned() -> None:
    (plain,), (kerned,) = (_drawn(("AVATAR",), el("kern", val=val)) for val in (41, 40))
    assert plain == pytest.approx(_wide("AVATAR", RunStyle(size=20)), abs=0.12)
    assert kerned == pytest.approx(_wide("AVATAR", _kerned()), abs=0.12)


def test_no_kerning_is_asked_for_by_zero() -> None:
    assert not RunStyle(size=20, kern=0).kerned


def test_plain_text_beside_kerned_text_stays_plain() -> None:
    body = p(t("AVATAR", sz(20), el("kern", val=2)) + t("\nAVATAR", sz(20)))
    (page,) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    kerned, plain = _widths(page)
    assert plain - kerned > 5


def test_kerned_lines_end_at_the_edge_of_a_justified_paragraph() -> None:
    text = "VĂN TỰ: 11/11/2021; Ty To, V. Tp AVATAR " * 8
    look = (sz(13), el("kern", val=2))
    (page,) = measured(render_pages(WordFile(p(t(text.strip(), *look), jc("both"))).packed(), "a"))
    *full, _ = page.lines
    assert len(full) > 3
    assert [line.right for line in full] == pytest.approx([195] * len(full), abs=0.15)


def test_hyphens_that_do_not_show_part_no_pair() -> None:
    style = _kerned()
    assert _wide(f"A{SOFT_HYPHEN}V", style) == pytest.approx(_wide("AV", style))
    assert list(advances(f"A{SOFT_HYPHEN}V", style))[1] == 0
    assert _wide(f"T{KEPT_HYPHEN}V", style) == pytest.approx(_wide("T-V", style))


def test_spaced_letters_are_kerned_too() -> None:
    spaced = RunStyle(size=20, kern=1, spacing=3)
    assert _wide("AVATAR", spaced) == pytest.approx(_wide("AVATAR", _kerned()) + 18)
    (width,) = _drawn(("AVATAR",), el("kern", val=2), el("spacing", val=60))
    assert width == pytest.approx(_wide("AVATAR", spaced) - 3, abs=0.12)  # to the last letter


def test_the_older_table_counts_where_a_font_has_no_other(tmp_path: Path) -> None:
    file = find_face().file("regular")
    with TTFont(file) as font:
        pairs = font["kern"].kernTables[0].kernTable
        del font["GPOS"]
        font.save(tmp_path / "old.ttf")
    old, new = Kerning(tmp_path / "old.ttf"), kerning_of(file)
    assert pairs["A", "V"] < 0
    assert old.between("A", "V") == new.between("A", "V") == pairs["A", "V"] / 2048
    assert [old.between(a, b) for a, b in pairwise("mn")] == [0]


def test_letters_that_a_font_lacks_have_no_pairs() -> None:
    assert kerning_of(find_face().file("regular")).between("A", "\N{HIRAGANA LETTER A}") == 0
