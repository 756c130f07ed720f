"""What is not taken over of a passage's file is told, and words in its margins are refused."""

from __future__ import annotations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.wml import el, field, p, section, t
from tests.render.rich_body import rich_body
from workflow.model.errors import UnsupportedFeatures, WordFileBroken
from workflow.render.word_figure import TextArea
from workflow.render.word_passage import Stretch, passage_notes

AREA = TextArea(165 / 25.4 * 72, 700.0)  # of our templates, pt


def notes(data: bytes) -> list[str]:
    return [str(note) for note in passage_notes(data, "than.docx", [Stretch(0, 10_000, AREA)])]


def test_of_a_file_like_the_template_nothing_is_said() -> None:
    assert notes(rich_body()) == []


@pytest.mark.parametrize(
    "inside", [field("PAGE", "1"), t("- ") + field("PAGE", "2") + t(" -"), t("Trang 3/10")]
)
def test_page_numbers_are_left_out_with_a_word(inside: str) -> None:
    data = WordFile(p("Chữ."), headers={"header1": p(inside)}).packed()
    assert notes(data) == ["its page numbers are left out: those of the template are printed"]


@pytest.mark.parametrize("margin", ["headers", "footers"])
def test_words_in_a_header_or_footer_are_refused(margin: str) -> None:
    data = WordFile(p("Chữ."), **{margin: {"part1": p("Dự thảo lần 2")}}).packed()  # type: ignore[arg-type]
    with pytest.raises(UnsupportedFeatures, match="Dự thảo lần 2"):
        notes(data)


def test_empty_headers_say_nothing() -> None:
    assert notes(WordFile(p("Chữ."), headers={"header1": p("")}).packed()) == []


def test_another_width_of_the_text_is_told() -> None:
    data = rich_body(p("Chữ."), last_section=section(left=20, right=20))
    assert notes(data) == ["its text is 170 mm wide; here it is set 165 mm wide"]


def test_pages_that_lie_are_told() -> None:
    turned = section(orient="landscape", width=297, height=210)
    assert notes(rich_body(p("Chữ."), last_section=turned)) == [
        "its pages lie; the text is set on upright ones (the whole file as it lies: --as-is)"
    ]


def test_a_table_is_as_wide_as_its_cells_say() -> None:
    cell = el("tc", el("tcPr", el("tcW", w=5600, type="dxa")) + p("Biểu"))
    table = el("tbl", el("tblPr") + el("tblGrid", el("gridCol", w=100) * 2) + el("tr", cell * 2))
    (note,) = notes(rich_body(table + p("Hết.")))
    assert "is 198 mm wide" in note


def test_a_table_wider_than_the_text_is_told_with_its_words() -> None:
    cell = el("tc", p("Biểu tổng hợp"))
    table = el("tbl", el("tblPr") + el("tblGrid", el("gridCol", w=11000)) + el("tr", cell))
    assert notes(rich_body(table + p("Hết."))) == [
        "the table «Biểu tổng hợp» is 194 mm wide, more than the 165 mm of the text; make "
        "it narrower, or put it into an appendix whose pages lie"
    ]


def test_a_width_that_is_no_number_is_refused() -> None:
    table = el("tbl", el("tblGrid", el("gridCol", w="x")) + el("tr", el("tc", p("Chữ"))))
    with pytest.raises(WordFileBroken):
        notes(rich_body(table + p("Hết.")))
