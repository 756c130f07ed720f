"""Links: bookmarks, cross-references, addresses; each leads where Word leads, or is refused."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.references import bookmark
from tests.render.corpus.table_parts import cell, row, table
from tests.render.corpus.wml import el, field, p, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.page_tree import Bookmark, Link, Text, all_paragraphs, inlines_of
from workflow.render.word_reader import read_docx

_NEW_PAGE = el("pageBreakBefore")
_TARGET = p(bookmark(1, "Phu_luc", t("Phụ lục")), _NEW_PAGE)


def _links(word: WordFile) -> list[tuple[str, str]]:
    """The target and the words of each link."""
    children = [child for paragraph in all_paragraphs(read_docx(word.packed(), "a.docx"))
                for child in paragraph.children]  # fmt: skip
    return [(link.target, "".join(c.text for c in inlines_of(link.children) if isinstance(c, Text)))
            for link in children if isinstance(link, Link)]  # fmt: skip


def _outside(address: str, anchor: str = "") -> WordFile:
    more = f' w:anchor="{anchor}"' if anchor else ""
    link = f'<w:hyperlink r:id="link1"{more}>{t("toàn văn")}</w:hyperlink>'
    return WordFile(p(t("Xem ") + link + t(".")), links={"link1": address})


def _annotations(word: WordFile) -> list[tuple[int, int | str]]:
    """The page, from 0, that each link stands on, and the page or address that it leads to."""
    with pikepdf.open(io.BytesIO(render_pages(word.packed(), "a.docx"))) as document:
        pages = {page.obj.objgen: n for n, page in enumerate(document.pages)}
        names = {}
        if "/Names" in document.Root:
            held = document.Root.Names.Dests.Names
            names = {str(held[n]): held[n + 1] for n in range(0, len(held), 2)}
        found: list[tuple[int, int | str]] = []
        for n, page in enumerate(document.pages):
            for annotation in page.obj.get("/Annots", []):
                if "/A" in annotation:
                    found.append((n, str(annotation.A.URI)))
                else:
                    place = names[str(annotation.Dest)]
                    found.append((n, pages[place[0].objgen]))
        return found


# -- in this file ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Phu_luc", "phu_luc", "PHU_LUC"])
def test_a_link_leads_to_its_bookmark_however_that_is_written(name: str) -> None:
    word = WordFile(p(el("hyperlink", t("Phụ lục"), anchor=name)) + _TARGET)
    assert _links(word) == [("#phu_luc", "Phụ lục")]
    assert _annotations(word) == [(0, 1)]


@pytest.mark.parametrize(
    "code", [r"REF Phu_luc \h", r"NOTEREF Phu_luc \h", r'HYPERLINK \l "Phu_luc"']
)
def test_a_cross_reference_is_a_link(code: str) -> None:
    word = WordFile(p(t("Xem ") + field(code, "phụ lục")) + _TARGET)
    assert _links(word) == [("#phu_luc", "phụ lục")]
    assert _annotations(word) == [(0, 1)]


def test_a_link_in_runs_of_several_looks_is_one_link() -> None:
    inner = t("Phụ ", el("b")) + t("lục")
    word = WordFile(p(el("hyperlink", inner, anchor="Phu_luc")) + _TARGET)
    assert _links(word) == [("#phu_luc", "Phụ lục")]
    assert len(_annotations(word)) == 1


def test_a_bookmark_between_paragraphs_is_that_of_the_next_one() -> None:
    mark = el("bookmarkStart", id=1, name="Phu_luc") + el("bookmarkEnd", id=1)
    body = p(el("hyperlink", t("x"), anchor="Phu_luc")) + p("a") + mark + p("Phụ lục", _NEW_PAGE)
    assert _annotations(WordFile(body)) == [(0, 1)]


def test_a_bookmark_in_a_cell_can_be_led_to() -> None:
    held = table([60], row(cell(60, _TARGET.replace(el("pageBreakBefore"), ""))))
    word = WordFile(p(el("hyperlink", t("x"), anchor="Phu_luc")) + p("a", _NEW_PAGE) + held + p())
    assert _annotations(word) == [(0, 1)]


def test_bookmarks_that_nothing_leads_to_are_left_out() -> None:
    tree = read_docx(WordFile(_TARGET).packed(), "a.docx")
    children = [child for paragraph in all_paragraphs(tree) for child in paragraph.children]
    assert not any(isinstance(child, Bookmark) for child in children)


def test_a_link_to_a_bookmark_that_is_missing_is_refused() -> None:
    word = WordFile(p(t("Xem ") + el("hyperlink", t("x"), anchor="Mat")))
    with pytest.raises(UnsupportedFeatures, match="«Xem x»: a reference to the bookmark “Mat”"):
        read_docx(word.packed(), "a.docx")


# -- outside -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "anchor", "target"),
    [
        ("https://example.vn/a", "", "https://example.vn/a"),
        (" https://example.vn/a b ", "", "https://example.vn/a%20b"),
        ("https://example.vn/văn-bản", "", "https://example.vn/v%C4%83n-b%E1%BA%A3n"),
        ("https://example.vn/a%20b", "", "https://example.vn/a%20b"),
        ("https://example.vn/a", "muc-1", "https://example.vn/a#muc-1"),
        ("mailto:vanthu@example.vn?subject=a", "", "mailto:vanthu@example.vn?subject=a"),
        ("HTTP://example.vn/", "", "HTTP://example.vn/"),
    ],
)
def test_addresses_of_the_web_and_of_mail_are_carried(
    address: str, anchor: str, target: str
) -> None:
    assert _links(_outside(address, anchor)) == [(target, "toàn văn")]


def test_an_address_stands_on_the_page_as_a_link() -> None:
    assert _annotations(_outside("https://example.vn/a")) == [(0, "https://example.vn/a")]


def test_a_field_leads_to_an_address_too() -> None:
    word = WordFile(p(field('HYPERLINK "https://example.vn/a"', "toàn văn")))
    assert _links(word) == [("https://example.vn/a", "toàn văn")]


@pytest.mark.parametrize(
    "address",
    [
        "file:///C:/a.docx",
        r"\\may-chu\chung\a.docx",
        "a.docx",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.vn/a",
        "http://[x/",
        "https://example.vn/" + "a" * 2000,
    ],
)
def test_other_addresses_are_refused_with_their_beginning(address: str) -> None:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(_outside(address).packed(), "a.docx")
    (problem,) = caught.value.problems
    assert problem.text() == (
        f"«Xem toàn văn.»: a link to “{address[:60]}”, which is no address of the web or of mail"
    )
