"""Numbered paragraphs as a screen reader meets them: lists of items (ISO 32000-1, 14.8.4.3.3)."""

from __future__ import annotations

import pytest

from tests.render.corpus import CorpusFile, corpus
from tests.render.corpus.numbering import abstract, instance, level, numbered
from tests.render.corpus.package import WordFile
from tests.render.corpus.table_parts import GRID, cell, row, table
from tests.render.corpus.wml import el, ind, p
from tests.render.corpus.words import PROSE
from tests.render.tagged import Read, read_tags
from workflow.render.content import render_pages

pytestmark = pytest.mark.slow

_FILES = [
    pytest.param(
        file,
        id=file.name,
        marks=pytest.mark.slow if file.name == "number-levels" else pytest.mark.thorough,
    )
    for file in corpus()
    if file.name.partition("-")[0] in ("number", "bullet")  # not a page number in a frame
]
_ITEM = "LI(Lbl LBody(P))"
_LEVELS = abstract(
    1,
    level(0, "%1.", left=10, hanging=10),
    level(1, "%2)", form="lowerLetter", left=20, hanging=10),
    level(2, "•", form="bullet", left=30, hanging=10),
) + abstract(2, level(0, "-", form="bullet", left=10, hanging=10))
_NUMBERING = _LEVELS + instance(1, 1) + instance(2, 2)


def read(body: str, numbering: str = _NUMBERING) -> Read:
    return read_tags(render_pages(WordFile(body, numbering=numbering).packed(), "a.docx"))


def items(*numbers: tuple[int, int]) -> str:
    """Paragraphs in these lists, at these levels."""
    return "".join(p(f"Mục {n}", numbered(*number)) for n, number in enumerate(numbers))


def test_items_that_follow_each_other_are_one_list() -> None:
    found = read(items((1, 0), (1, 0), (1, 0)))
    assert found.shape == f"Document(L({_ITEM} {_ITEM} {_ITEM}))"
    assert [label.words.strip() for label in found.all("Lbl")] == ["1.", "2.", "3."]
    assert [body.words for body in found.all("LBody")] == ["Mục 0", "Mục 1", "Mục 2"]


def test_a_deeper_level_is_a_list_within_the_item_above() -> None:
    found = read(items((1, 0), (1, 1), (1, 2), (1, 1), (1, 0)))
    deepest = f"L({_ITEM})"
    inner = f"L(LI(Lbl LBody(P {deepest})) {_ITEM})"
    assert found.shape == f"Document(L(LI(Lbl LBody(P {inner})) {_ITEM}))"
    forms = [each.entries["ListNumbering"] for each in found.all("L")]
    assert forms == ["/Decimal", "/LowerAlpha", "/Disc"]


@pytest.mark.parametrize(
    ("form", "text", "numbering"),
    [
        ("upperRoman", "%1.", "/UpperRoman"),
        ("lowerRoman", "%1.", "/LowerRoman"),
        ("upperLetter", "%1.", "/UpperAlpha"),
        ("decimalZero", "%1.", "/Decimal"),
        ("bullet", "▪", "/Square"),
        ("bullet", "o", "/Circle"),
        ("bullet", "-", "/None"),
    ],
)
def test_a_list_tells_the_form_of_its_numbers(form: str, text: str, numbering: str) -> None:
    kind = abstract(1, level(0, text, form=form)) + instance(1, 1)
    (found,) = read(items((1, 0)), kind).all("L")
    assert found.entries["ListNumbering"] == numbering


def test_a_paragraph_between_items_ends_their_list() -> None:
    found = read(items((1, 0)) + p("Đoạn không đánh số") + items((1, 0)))
    assert found.shape == f"Document(L({_ITEM}) P L({_ITEM}))"


def test_a_paragraph_set_as_deep_as_an_item_is_part_of_it() -> None:
    found = read(items((1, 0)) + p("Đoạn tiếp của mục", ind(left=10)) + items((1, 0)))
    assert found.shape == f"Document(L(LI(Lbl LBody(P P)) {_ITEM}))"


def test_where_numbers_do_not_hang_no_paragraph_goes_on_an_item() -> None:
    flat = abstract(1, level(0, "%1.", left=0, hanging=-10)) + instance(1, 1)
    found = read(items((1, 0)) + p("Đoạn khác") + items((1, 0)), flat)
    assert found.shape == f"Document(L({_ITEM}) P L({_ITEM}))"


def test_another_list_between_the_items_of_one_is_within_it() -> None:
    found = read(items((1, 0), (2, 0), (2, 0), (1, 0), (2, 0)))
    inner = f"LI(Lbl LBody(P L({_ITEM} {_ITEM})))"
    assert found.shape == f"Document(L({inner} LI(Lbl LBody(P L({_ITEM})))))"


def test_another_list_after_one_is_a_list_beside_it() -> None:
    found = read(items((1, 0), (1, 0), (2, 0), (2, 0)))
    assert found.shape == f"Document(L({_ITEM} {_ITEM}) L({_ITEM} {_ITEM}))"


def test_a_numbered_heading_stays_one_with_its_number_and_ends_lists() -> None:
    heading = p("Nhiệm vụ", numbered(1, 0), el("outlineLvl", val=0))
    found = read(items((1, 0)) + heading + items((1, 0)))
    assert found.shape == f"Document(L({_ITEM}) H1 L({_ITEM}))"
    assert found.elements[1].words == "2. Nhiệm vụ"


def test_a_number_alone_is_a_paragraph() -> None:
    rows = "".join(row(cell(40, p("", numbered(1))), cell(40, f"Xã {n}")) for n in range(3))
    found = read(table((40, 40), rows, GRID))
    assert [each.shape for each in found.all("TR")] == ["TR(TD(P) TD(P))"] * 3
    assert [each.words.strip() for each in found.all("TD")[::2]] == ["1.", "2.", "3."]


def test_a_list_in_a_cell_is_within_the_cell() -> None:
    found = read(table((40, 40), row(cell(40, items((1, 0), (1, 0))), cell(40, "bên")) * 2, GRID))
    assert [each.shape for each in found.all("TD")] == [f"TD(L({_ITEM} {_ITEM}))", "TD(P)"] * 2


def typed(*texts: str) -> str:
    return "".join(p(text) for text in texts)


@pytest.mark.parametrize("mark", ["- {}", "•\t{}", "{}. Mục", "{}) Mục"])
def test_items_with_typed_marks_that_follow_each_other_are_a_list(mark: str) -> None:
    found = read(typed("Trước:", *(mark.format(n) for n in (1, 2, 3)), "Sau."))
    assert found.shape == f"Document(P L({_ITEM} {_ITEM} {_ITEM}) P)"
    assert found.all("Lbl")[2].words.strip() == mark.format(3).split()[0]
    assert [body.words for body in found.all("LBody")] == [
        mark.format(n).split(None, 1)[1] for n in (1, 2, 3)
    ]


def test_typed_letters_follow_the_vietnamese_alphabet() -> None:
    found = read(typed(*(f"{letter}) Mục" for letter in "abcdđeghi")))
    assert found.shape == f"Document(L({' '.join([_ITEM] * 9)}))"
    assert found.all("L")[0].entries["ListNumbering"] == "/LowerAlpha"


def test_a_typed_list_within_the_items_of_another() -> None:
    found = read(typed("1. Một", "- a", "- b", "2. Hai", "- c"))
    inner = f"LI(Lbl LBody(P L({_ITEM} {_ITEM})))"
    assert found.shape == f"Document(L({inner} LI(Lbl LBody(P L({_ITEM})))))"


@pytest.mark.parametrize(
    "texts",
    [
        ("1. Mục có lời riêng", "Lời của mục 1.", "2. Mục thứ hai", "3. Mục thứ ba"),
        ("- Chỉ một dòng",),
        ("2. Hai", "3. Ba"),
        ("1. Một", "3. Ba"),
        ("-5 độ", "-7 độ"),
        ("a. Một", "1) Hai"),
        ("-", "-"),
    ],
)
def test_typed_marks_of_no_whole_list_are_text(texts: tuple[str, ...]) -> None:
    found = read(typed(*texts))
    assert found.shape == f"Document({' '.join('P' for _ in texts)})"
    assert [each.words for each in found.elements] == list(texts)


def test_a_typed_list_that_begins_anew_is_another_one() -> None:
    found = read(typed("1. Một", "2. Hai", "1. Một", "2. Hai"))
    assert found.shape == f"Document(L({_ITEM} {_ITEM}) L({_ITEM} {_ITEM}))"


def test_items_beside_a_picture_have_their_numbers() -> None:
    file = next(file for file in corpus() if file.name == "picture-square-numbered")
    found = read_tags(render_pages(file.data, file.name))
    assert [label.words.strip() for label in found.all("Lbl")] == ["1.", "2.", "a)", "b)"]
    bodies = [body.words.split() for body in found.all("LBody")]
    assert bodies == [PROSE[n].split() for n in range(1, 5)]


def test_lists_and_items_go_on_over_pages() -> None:
    text = "Nội dung của mục này dài hơn một dòng, để nó có thể sang trang giữa chừng. " * 3
    found = read("".join(p(f"{n} {text}", numbered(1)) for n in range(60)))
    assert found.shape == f"Document(L({' '.join([_ITEM] * 60)}))"
    for n, item in enumerate(found.all("LI")):
        label, body = item.elements
        assert label.words.strip() == f"{n + 1}."
        assert body.words.replace(" ", "") == f"{n}{text}".replace(" ", "")


@pytest.mark.parametrize("file", _FILES)
def test_every_list_has_items_alone_and_each_a_number_and_a_body(file: CorpusFile) -> None:
    found = read_tags(render_pages(file.data, file.name))
    assert found.all("L")
    for each in found.all():
        if each.kind == "L":
            assert {kid.kind for kid in each.elements} == {"LI"}
        if each.kind == "LI":
            assert [kid.kind for kid in each.elements] == ["Lbl", "LBody"]
        if each.kind in ("Lbl", "LBody", "P"):
            assert each.words.strip()
