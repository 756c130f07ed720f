"""Fields of Word: numbers of pages are reckoned, results are shown, the rest is refused by name."""

from __future__ import annotations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.references import bookmark
from tests.render.corpus.wml import el, field, p, run, section, t
from workflow.model.errors import UnsupportedFeatures
from workflow.render.content import render_pages
from workflow.render.field_codes import parsed
from workflow.render.measure import measure
from workflow.render.page_tree import (
    Inline,
    Link,
    PageNumber,
    PageReference,
    Paragraph,
    Text,
)
from workflow.render.word_reader import read_docx

_NEW_PAGE = el("pageBreakBefore")
_AIM = p(bookmark(1, "muc_tieu", t("mục tiêu")))


def _read(body: str) -> list[tuple[Inline, ...]]:
    """What stands in the paragraphs of a body."""
    blocks = read_docx(WordFile(body).packed(), "a.docx").blocks
    return [block.children for block in blocks if isinstance(block, Paragraph)]


def _refusals(body: str, **parts: object) -> list[str]:
    with pytest.raises(UnsupportedFeatures) as caught:
        read_docx(WordFile(body, **parts).packed(), "a.docx")  # type: ignore[arg-type]
    return [problem.text() for problem in caught.value.problems]


def _char(kind: str) -> str:
    return run(el("fldChar", fldCharType=kind))


def _code(text: str) -> str:
    return run(f"<w:instrText> {text} </w:instrText>")


def _footer() -> str:
    """A section with footer1."""
    return section('<w:footerReference w:type="default" r:id="footer1"/>')


def _shown(children: tuple[Inline, ...]) -> str:
    return "".join(child.text for child in children if isinstance(child, Text))


def _lines(body: str, footer: str = "") -> list[list[str]]:
    """The lines of each page."""
    word = WordFile(body)
    if footer:
        word = WordFile(body, _footer(), footers={"footer1": footer})
    return [
        [line.text for line in page.lines] for page in measure(render_pages(word.packed(), "a"))
    ]


# -- their codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "arguments", "switches"),
    [
        (" PAGE ", "PAGE", (), ()),
        (r" page  \* MERGEFORMAT ", "PAGE", (), (("*", "MERGEFORMAT"),)),
        (r'HYPERLINK "https://a.vn/b c" \l "x y" \h', "HYPERLINK", ("https://a.vn/b c",),
         (("l", "x y"), ("h", ""))),
        (r'TOC \o "1-3" \h \z \u', "TOC", (), (("o", "1-3"), ("h", ""), ("z", ""), ("u", ""))),
        (r"PAGEREF _Toc1 \h", "PAGEREF", ("_Toc1",), (("h", ""),)),
        (r"REF \n a \h", "REF", ("a",), (("n", ""), ("h", ""))),
        (r"REF a \d -", "REF", ("a",), (("d", "-"),)),
        (r"=SUM(ABOVE) \# #,##0", "=", ("SUM(ABOVE)",), (("#", "#,##0"),)),
        (r'SEQ Bảng\*ARABIC', "SEQ", ("Bảng",), (("*", "ARABIC"),)),
        ("", "", (), ()),
    ],
)  # fmt: skip
def test_a_code_is_read_in_its_parts(
    code: str, name: str, arguments: tuple[str, ...], switches: tuple[tuple[str, str], ...]
) -> None:
    found = parsed(code)
    assert (found.name, found.arguments, found.switches) == (name, arguments, switches)


# -- page numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "form"),
    [
        ("PAGE", "page", ""),
        (r"PAGE \* MERGEFORMAT", "page", ""),
        (r"PAGE \* roman", "page", "lower-roman"),
        (r"PAGE \* ROMAN \* MERGEFORMAT", "page", "upper-roman"),
        (r"PAGE \* ArabicDash", "page", "dashed"),
        (r"PAGE \* alphabetic", "page", "lower-alpha"),
        ("NUMPAGES", "pages", "decimal"),
        (r"NUMPAGES \# 0", "pages", "decimal"),
    ],
)
def test_page_numbers_have_the_form_of_their_field(code: str, kind: str, form: str) -> None:
    ((number,),) = _read(p(field(code, "77", el("b"))))
    assert isinstance(number, PageNumber)
    assert (number.kind, number.form, number.style.bold) == (kind, form, True)


@pytest.mark.parametrize("code", [r"PAGE \* CardText", r"PAGE \* Ordinal", r"PAGE \# 00"])
def test_page_numbers_in_words_are_refused(code: str) -> None:
    assert _refusals(p(field(code, "77"))) == [f"«77»: a page number of another kind ({code})"]


def test_page_numbers_are_those_of_the_pages_whatever_the_file_says() -> None:
    body = p("Một") + p("Hai", _NEW_PAGE) + p("Ba", _NEW_PAGE)
    footer = p(t("Trang ") + field("PAGE", "77") + t(" trên ") + field("NUMPAGES", "88"))
    pages = _lines(body, footer)
    assert [lines[-1] for lines in pages] == [f"Trang {n} trên 3" for n in (1, 2, 3)]


def test_a_field_that_stands_in_one_element_is_a_field_too() -> None:
    simple = el("fldSimple", t("77"), instr=" NUMPAGES ")
    ((number,),) = _read(p(simple))
    assert isinstance(number, PageNumber)
    assert number.kind == "pages"


# -- references --------------------------------------------------------------------------------


def test_a_reference_to_a_page_is_the_number_of_that_page() -> None:
    body = p(t("Xem trang ") + field("PAGEREF muc_tieu", "77") + t("."))
    body += p("Hai", _NEW_PAGE) + p(bookmark(1, "muc_tieu", t("mục tiêu")), _NEW_PAGE)
    assert _lines(body)[0] == ["Xem trang 3."]


def test_a_reference_leads_there_where_it_says_so() -> None:
    ((page,), (words,), *_) = _read(
        p(field(r"PAGEREF MUC_TIEU \h", "3")) + p(field(r"REF muc_tieu \h", "mục tiêu")) + _AIM
    )
    assert isinstance(page, Link)
    assert isinstance(words, Link)
    assert (page.target, words.target) == ("#muc_tieu", "#muc_tieu")
    (number,) = page.children
    assert isinstance(number, PageReference)
    assert (number.bookmark, number.text) == ("muc_tieu", "3")
    assert _shown(words.children) == "mục tiêu"


def test_a_reference_without_a_link_leads_nowhere() -> None:
    ((page,), (words,), *_) = _read(
        p(field("PAGEREF muc_tieu", "3")) + p(field("REF muc_tieu", "mục tiêu")) + _AIM
    )
    assert isinstance(page, PageReference)
    assert isinstance(words, Text)


def test_the_name_of_a_bookmark_alone_is_a_reference() -> None:
    assert _shown(_read(p(field("muc_tieu", "mục tiêu")) + _AIM)[0]) == "mục tiêu"


@pytest.mark.parametrize("code", ["REF", r"REF {} \h", "PAGEREF", r"PAGEREF {} \h", "NOTEREF"])
def test_a_reference_to_a_bookmark_that_is_missing_is_refused(code: str) -> None:
    full = code.format("mat") if "{}" in code else f"{code} mat"
    (told,) = _refusals(p(t("Xem ") + field(full, "x")))
    assert told == "«Xem x»: a reference to the bookmark “mat”, which the file does not hold"


def test_a_table_of_contents_goes_over_paragraphs_and_its_numbers_are_reckoned() -> None:
    entry = el(
        "hyperlink", t("Mục tiêu\t") + field(r"PAGEREF muc_tieu \h", "77"), anchor="muc_tieu"
    )
    body = p(_char("begin") + _code(r'TOC \o "1-3" \h') + _char("separate") + entry) + p(
        t("Khác") + _char("end")
    )
    body += p(bookmark(1, "muc_tieu", t("Mục tiêu")), _NEW_PAGE)
    first, second = _lines(body)
    assert first == ["Mục tiêu", "2", "Khác"]
    assert second == ["Mục tiêu"]


# -- what is shown as it stands, and what is not -------------------------------------------------


@pytest.mark.parametrize(
    "code",
    ["SEQ Bảng", "DOCPROPERTY x", "QUOTE x", "=SUM(ABOVE)", "TITLE", "STYLEREF x", "SECTION"],
)
def test_the_result_that_the_file_holds_is_shown(code: str) -> None:
    ((before, shown, after),) = _read(p(t("a") + field(code, "12", el("b")) + t("c")))
    assert isinstance(shown, Text)
    assert (shown.text, shown.style.bold) == ("12", True)
    assert _shown((before, after)) == "ac"


@pytest.mark.parametrize("code", ["TC x", "XE x", "SET x y", "ASK x"])
def test_marks_for_indexes_show_nothing(code: str) -> None:
    assert _shown(_read(p(t("a") + field(code, "mất") + t("c")))[0]) == "ac"


def test_a_field_in_the_code_of_another_is_not_shown() -> None:
    inner = field("SEQ x", "5")
    whole = _char("begin") + _code("QUOTE") + inner + _char("separate") + t("năm") + _char("end")
    assert _shown(_read(p(whole))[0]) == "năm"


_TOLD = {
    "MERGEFIELD Họ_tên": "a field of a mail merge ({}): finish the merge",
    "ADDRESSBLOCK": "a field of a mail merge ({}): finish the merge",
    "NEXT": "a field of a mail merge ({}): finish the merge",
    'IF 1 = 1 "a" "b"': "a field whose result depends on something else ({}): make",
    "FILLIN x": "a field whose result depends on something else ({}): make",
    "INCLUDETEXT x.docx": "a field that takes what it shows from another file ({}): break",
    "LINK Excel.Sheet x": "a field that takes what it shows from another file ({}): break",
    "AUTOTEXT x": "a building block put in by a field ({}): make it plain text",
    "LISTNUM": "a number that a field counts ({}): number the paragraphs as a list",
    "MACROBUTTON NoMacro x": "a button or a command for printers ({}): write the text",
    "ADVANCE": "letters that a field moves ({}): delete it",
    "EQ x": "an equation made by a field ({}): paste it as a picture",
    "DISPLAYBARCODE x QR": "a bar code made by a field ({}): paste it as a picture",
    "SECTIONPAGES": "the number of pages of a section ({}): take the number of all pages",
    "DATE": "a field that changes by itself ({}): make its result plain text",
    "FILENAME": "a field that changes by itself ({}): make its result plain text",
    "NOSUCHFIELD": "a field of an unknown kind ({})",
}


@pytest.mark.parametrize("code", _TOLD)
def test_what_cannot_be_carried_is_named_with_what_to_do(code: str) -> None:
    (told,) = _refusals(p(t("Ông ") + field(code, "Lê Văn A")))
    assert told.startswith("«Ông Lê Văn A»: " + _TOLD[code].format(code))


@pytest.mark.parametrize("code", ["STYLEREF x", "SECTION"])
def test_what_changes_from_page_to_page_is_refused_in_footers(code: str) -> None:
    (told,) = _refusals(p("a"), last_section=_footer(), footers={"footer1": p(field(code, "5"))})
    assert f"({code})" in told


def test_a_calculation_with_other_fields_is_refused() -> None:
    sum_ = _char("begin") + _code("=") + field("PAGE", "1") + _code("+ 1") + _char("separate")
    (told,) = _refusals(p(sum_ + t("2") + _char("end")))
    assert "a calculation with other fields" in told


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["begin", "separate"], "a field without an end"),
        (["end"], "the end of a field that does not begin"),
    ],
)
def test_fields_that_are_torn_are_refused(kinds: list[str], told: str) -> None:
    torn = _code("SEQ x").join(map(_char, kinds))
    assert any(told in found for found in _refusals(p(torn + t("a"))))
