"""Letters made wider or narrower (`w:w`): their lines are filled and drawn by what they take."""

from __future__ import annotations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.pictures import anchored, drawn_line, graphic, inline, png
from tests.render.corpus.wml import el, jc, p, run, section, sz, t
from tests.render.measure import Page, measured
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.html_text import advances
from workflow.render.page_tree import Paragraph, RunStyle, Text
from workflow.render.word_reader import read_docx

_PT = 72 / 25.4
_TEXT = "Uỷ ban nhân dân tỉnh"
_NARROW = el("w", val=80)


def _page(body: str) -> Page:
    (page, *_) = measured(render_pages(WordFile(body).packed(), "a.docx"))
    return page


def _starts(page: Page, char: str) -> list[float]:
    """Where each letter of a kind begins, pt."""
    return sorted(g.left * _PT for line in page.lines for g in line.glyphs if g.char == char)


def _way(text: str, **style: float) -> float:
    return sum(advances(text, RunStyle(size=20, **style)))  # type: ignore[arg-type]


@pytest.mark.parametrize("percent", [50, 80, 100, 150])
@pytest.mark.parametrize("more", [{}, {"spacing": 2.0}, {"kern": 1.0}], ids=str)
def test_letters_take_their_share_of_their_width(percent: int, more: dict[str, float]) -> None:
    """Space between letters stays as it is, and pairs stand nearer by their share."""
    text = "nAVAT, To Av n"
    look = [el("w", val=percent), sz(20)]
    look += [el("spacing", val=40)] if "spacing" in more else []
    look += [el("kern", val=2)] if "kern" in more else []
    first, last = _starts(_page(p(t(text, *look))), "n")
    plain = _way(text[:-1], **{name: said for name, said in more.items() if name == "kern"})
    spaced = more.get("spacing", 0.0) * (len(text) - 1)
    assert last - first == pytest.approx(plain * percent / 100 + spaced, abs=0.15)


@pytest.mark.parametrize("value", ["100", "100%", "0", "700"])
def test_a_share_that_is_none_leaves_letters_as_they_are(value: str) -> None:
    (block,) = read_docx(WordFile(p(t("a", el("w", val=value)))).packed(), "a.docx").blocks
    assert isinstance(block, Paragraph)
    assert [child.style.scale for child in block.children if isinstance(child, Text)] == [1]


def test_narrow_lines_hold_more_and_end_at_the_edge() -> None:
    text = "Uỷ ban nhân dân tỉnh Lam Giang " * 20
    plain, narrow = _page(p(t(text), jc("both"))), _page(p(t(text, _NARROW), jc("both")))
    assert len(narrow.lines) < len(plain.lines)
    *full, _ = narrow.lines
    assert [line.right for line in full] == pytest.approx([195] * len(full), abs=0.15)


def test_plain_letters_beside_narrow_ones_stay_plain() -> None:
    page = _page(p(t("n n", sz(20), _NARROW) + t("\nn n", sz(20))))
    ways = [line.glyphs[-1].left - line.glyphs[0].left for line in page.lines]
    assert [way * _PT for way in ways] == pytest.approx([0.8 * _way("n "), _way("n ")], abs=0.1)


def test_what_follows_narrow_letters_stands_where_they_end() -> None:
    first, last = _starts(_page(p(t("nooo", sz(20), _NARROW) + t("n", sz(20)))), "n")
    assert last - first == pytest.approx(0.8 * _way("nooo"), abs=0.1)


def test_tabs_lead_to_their_stops_from_narrow_letters_too() -> None:
    stop = el("tabs", el("tab", val="left", pos=2000))
    first, last = _starts(_page(p(t("n\tn", sz(20), _NARROW), stop)), "n")
    assert last - first == pytest.approx(100, abs=0.1)


def test_letters_that_pango_sets_take_their_share_too() -> None:
    """Combining marks that no letter of Unicode has are not set letter by letter."""
    odd = "q\N{COMBINING ACUTE ACCENT}"
    body = p(t(f"n{odd}on", sz(20), _NARROW) + t("n", sz(20)))
    first, second, third = _starts(_page(body), "n")
    assert second - first == pytest.approx(0.8 * _way("nqo"), abs=0.2)
    assert third - first == pytest.approx(0.8 * _way("nqon"), abs=0.2)


def test_an_underline_is_as_long_as_its_letters() -> None:
    underlined = (sz(20), el("u", val="single"))
    pages = _page(p(t(_TEXT, *underlined))), _page(p(t(_TEXT, *underlined, _NARROW)))
    plain, narrow = ((page.rules[0].right - page.rules[0].left) * _PT for page in pages)
    assert plain - narrow == pytest.approx(0.2 * _way(_TEXT), abs=0.1)


# -- where they cannot be carried --------------------------------------------------------------


def _refused(word: WordFile) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(word.packed(), "a.docx")
    return str(caught.value)


def test_narrow_letters_in_one_line_with_a_place_are_refused() -> None:
    place = el("sdt", el("sdtPr", el("tag", val="vanban.number")) + el("sdtContent", t("Số: ")))
    body = p(t("Trước", _NARROW) + run(el("tab")) + place)
    assert "«Trước»: letters made wider or narrower (w:w)" in _refused(WordFile(body))
    assert read_docx(WordFile(p(t("Trước", _NARROW)) + p(place)).packed(), "a.docx")


def test_narrow_letters_in_one_line_with_a_picture_are_refused() -> None:
    held = inline("a.png", 20, 10)
    word = WordFile(p(t("Hình", _NARROW) + held), images={"a.png": png()})
    assert "«Hình»: letters made wider or narrower (w:w)" in _refused(word)


def test_narrow_letters_where_text_goes_around_a_picture_are_refused() -> None:
    image = graphic("a.png", 30, 20, 1)
    around = run(anchored(30, 20, 0, 0, "square", image))
    word = WordFile(p(t("a") + around) + p(t("Hẹp", _NARROW)), images={"a.png": png()})
    assert "«Hẹp»: letters made wider or narrower (w:w)" in _refused(word)


def test_narrow_letters_above_a_drawn_line_are_carried() -> None:
    body = p(t("nnn", sz(20), _NARROW) + run(drawn_line(40)))
    first, *_, last = _starts(_page(body), "n")
    assert last - first == pytest.approx(0.8 * _way("nn"), abs=0.1)


def test_narrow_letters_in_a_header_are_carried() -> None:
    part = section('<w:headerReference w:type="default" r:id="header1"/>')
    header = p(t("nn n", sz(20), _NARROW))
    word = WordFile(p("a"), part, headers={"header1": header})
    (page,) = measured(render_pages(word.packed(), "a.docx"))
    first, *_, last = _starts(page, "n")
    assert last - first == pytest.approx(0.8 * _way("nn "), abs=0.1)
