"""The page as a screen reader meets it: links, notes, headings, and what is not read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from tests.render.corpus import corpus
from tests.render.corpus.package import WordFile
from tests.render.corpus.pages import footer, header
from tests.render.corpus.wml import el, p, section, t
from tests.render.tagged import Read, artifact_words, read_tags
from workflow.render.content import render_pages

pytestmark = pytest.mark.slow

_FILES = {file.name: file.data for file in corpus()}


@pytest.mark.parametrize("name", ["link-outside", "link-bookmark", "footnote-one", "endnote"])
def test_each_link_has_one_element_and_words(name: str) -> None:
    with pikepdf.open(io.BytesIO(render_pages(_FILES[name], name))) as document:
        annotations = [a for page in document.pages for a in page.obj.get("/Annots", [])]
        elements = [e for e in document.objects if isinstance(e, pikepdf.Dictionary)]
        holders = [
            (element.S, kid.Obj.objgen)
            for element in elements
            if element.get("/Type") == "/StructElem" and isinstance(element.K, pikepdf.Array)
            for kid in element.K
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        ]
        assert annotations
        assert sorted(holders) == sorted(("/Link", a.objgen) for a in annotations)
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        known = {int(numbers[n]) for n in range(0, len(numbers), 2)}
        assert {int(a.StructParent) for a in annotations} <= known
        for annotation in annotations:
            words = str(annotation.Contents)
            assert words.startswith("http") if "/A" in annotation else " " in words


def read(body: str) -> Read:
    return read_tags(render_pages(WordFile(body).packed(), "a.docx"))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("footnote-several", 5),
        ("footnote-two-paragraphs", 2),
        ("footnote-pages", 8),
        ("endnote", 4),
    ],
)
def test_each_note_has_a_name_a_number_and_is_led_to(name: str, count: int) -> None:
    pdf = render_pages(_FILES[name], name)
    found = read_tags(pdf)
    notes, calls = found.all("Note"), found.all("Reference")
    assert len(notes) == len(calls) == count
    names = [note.entries["ID"] for note in notes]
    assert len(set(names)) == count
    for note, call in zip(notes, calls, strict=True):
        label, first = note.elements[:2]
        assert (label.shape, first.kind, call.shape) == ("Lbl(Link)", "P", "Reference(Link)")
        assert label.words == call.words
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.StructTreeRoot.IDTree.Names
        held = {str(tree[n]): str(tree[n + 1].ID) for n in range(0, len(tree), 2)}
    assert held == {name: name for name in names}


@pytest.mark.parametrize("name", ["footnote-several", "footnote-pages", "footnote-table"])
def test_a_footnote_is_read_after_the_paragraph_that_calls_it(name: str) -> None:
    found = read_tags(render_pages(_FILES[name], name))
    for holder in found.all():
        called: list[str] = []
        for each in holder.elements:
            if each.kind == "P" and holder.kind != "Note":
                assert not called
                called = [call.words for call in each.all("Reference")]
            elif each.kind == "Note":
                assert each.elements[0].words == called.pop(0)
        assert not called


def test_leaders_are_not_read() -> None:
    stops = el("tabs", el("tab", val="right", leader="dot", pos=9000))
    signed = el("tabs", el("tab", val="left", leader="underscore", pos=6000))
    found = read(
        p(t("Mục 1") + "<w:r><w:tab/></w:r>" + t("5"), stops)
        + p(t("Họ tên:") + "<w:r><w:tab/></w:r>", signed)
    )
    assert [each.words.split() for each in found.elements] == [["Mục", "1", "5"], ["Họ", "tên:"]]


def test_headers_and_footers_are_not_read_but_say_what_they_are() -> None:
    file = WordFile(
        "".join(p(f"Đoạn {n}") for n in range(90)),
        section(header("header1"), footer("footer1")),
        headers={"header1": p("ĐẦU TRANG")},
        footers={"footer1": p("Chân trang")},
    )
    pdf = render_pages(file.packed(), "a.docx")
    assert read_tags(pdf).words == "".join(f"Đoạn {n}" for n in range(90))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 1
        for page in document.pages:
            found = artifact_words(page)
            assert found == [("Header", "ĐẦU TRANG"), ("Footer", "Chân trang")]


def test_headings_leave_no_level_out() -> None:
    levels = [1, 3, 3, 1, 2, 0, 2]
    found = read("".join(p(f"Mục {n}", el("outlineLvl", val=n)) for n in levels))
    assert [each.kind for each in found.elements] == ["H1", "H2", "H2", "H1", "H2", "H1", "H2"]


def test_a_paragraph_over_pages_is_one() -> None:
    text = "Một đoạn văn rất dài, dài hơn cả một trang giấy khổ A4 của văn bản này. " * 90
    found = read(p(text))
    assert found.shape == "Document(P)"
    assert found.words.replace(" ", "") == text.replace(" ", "")


def test_a_table_of_contents_is_one_with_an_item_for_each_line() -> None:
    found = read_tags(render_pages(_FILES["field-toc"], "field-toc"))
    (contents,) = found.all("TOC")
    titles = [heading.words for heading in found.all("H1")]
    assert contents.shape == f"TOC({' '.join(['TOCI(Reference(Link))'] * len(titles))})"
    for item, title, page in zip(contents.elements, titles, range(2, 9), strict=False):
        assert item.words.split() == [*title.split(), str(page)]


def test_an_outline_leads_to_the_headings() -> None:
    pdf = render_pages(_FILES["outline-headings"], "a.docx")
    headings = [each for each in read_tags(pdf).all() if each.kind[0] == "H"]
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        pages = {page.obj.objgen: page for page in document.pages}
        found = list(entries(outline.root, 1))
        for entry, _ in found:
            page, kind, left, top, _ = entry.destination
            assert kind == "/XYZ"
            box = pages[page.objgen].MediaBox
            assert 0 < left < box[2]
            assert 0 < top < box[3]
    said = [(entry.title, f"H{level}") for entry, level in found]
    assert said == [(" ".join(each.words.split()), each.kind) for each in headings]


def entries(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[Any, int]]:
    for item in items:
        yield item, level
        yield from entries(item.children, level + 1)


def test_a_title_alone_makes_no_outline() -> None:
    pdf = render_pages(WordFile(p("KẾT LUẬN", el("outlineLvl", val=0))).packed(), "a.docx")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/Outlines" not in document.Root
