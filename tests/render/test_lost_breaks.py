"""What would be lost or wrong on the page is refused: breaks, and numbers that pages decide."""

from __future__ import annotations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, field, p, run, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.word_reader import read_docx

_PAGE, _COLUMN = run(el("br", type="page")), run(el("br", type="column"))


def _refusals(body: str) -> str:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(WordFile(body).packed(), "a.docx")
    return str(caught.value)


def test_a_page_break_in_a_table_is_refused_with_its_place() -> None:
    broken = p("Trước") + p(t("Sau") + _PAGE)
    told = _refusals(table([20, 20], row(cell(20, broken), cell(20, "b"))))
    assert "«Sau»: a page break in a table" in told


def test_a_column_break_is_refused_with_its_place() -> None:
    assert "«Một việc»: a column break" in _refusals(p(t("Một việc") + _COLUMN))


def test_the_number_of_pages_of_a_section_is_refused() -> None:
    assert "SECTIONPAGES" in _refusals(p(field("SECTIONPAGES", "2")))


def test_footnotes_numbered_anew_on_each_page_are_refused() -> None:
    file = WordFile(p("Một việc"), settings=el("footnotePr", el("numRestart", val="eachPage")))
    with pytest.raises(UnsupportedFeatures, match="eachPage"):
        read_docx(file.packed(), "a.docx")
