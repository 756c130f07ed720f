"""A text in Markdown: its parts are recognised, and what cannot be carried is refused by line."""

from __future__ import annotations

import unicodedata

import pytest

from workflow.draft.markdown import read_markdown
from workflow.model.document import Draft, ParagraphKind, Run, SignatureBlock
from workflow.model.errors import DraftError

HEAD = """\
KẾT LUẬN

về việc gì đó

-----
"""
TAIL = """
Nơi nhận:

- Ban Bí thư,
- Lưu Văn phòng Tỉnh uỷ.

T/M BAN THƯỜNG VỤ\\
BÍ THƯ

Nguyễn Văn An
"""
BODY = "\nĐoạn thứ nhất.\n\nĐoạn thứ hai.\n"
TEXT, CLAUSE, POINT, DASH, *_ = ParagraphKind
FIRST = 7
"""The line of the first paragraph of the body."""


def read(text: str) -> Draft:
    return read_markdown(text, "ket-luan", "KẾT LUẬN", "d.md")


def with_body(body: str) -> Draft:
    return read(f"{HEAD}\n{body}\n{TAIL}")


def mistakes(text: str) -> list[str]:
    try:
        read(text)
    except DraftError as error:
        return [problem.text() for problem in error.problems]
    return []


def body_mistakes(body: str) -> list[str]:
    """What is said of a body whose other paragraphs are right."""
    return mistakes(f"{HEAD}\n{body}\n\nĐoạn sau.\n{TAIL}")


# -- the parts -------------------------------------------------------------------------------------


def test_the_parts_are_recognised_by_their_form() -> None:
    draft = read(HEAD + BODY + TAIL)
    assert draft.type == "ket-luan"
    assert draft.subject == ("về việc gì đó",)
    assert [p.text for p in draft.body] == ["Đoạn thứ nhất.", "Đoạn thứ hai."]
    assert draft.recipients == ("Ban Bí thư", "Lưu Văn phòng Tỉnh uỷ")
    assert draft.signature == SignatureBlock("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn An")


@pytest.mark.parametrize("title", ["**KẾT LUẬN**", "Kết luận", "**Ke\u0302\u0301t luận**"])
def test_the_title_is_recognised_however_it_is_written(title: str) -> None:
    assert read((HEAD + BODY + TAIL).replace("KẾT LUẬN", title)).subject == ("về việc gì đó",)


def test_the_title_may_be_left_out_as_the_type_is_known() -> None:
    assert read((HEAD + BODY + TAIL).replace("KẾT LUẬN\n\n", "")).subject == ("về việc gì đó",)


def test_the_lines_of_the_subject_are_those_of_the_drafter() -> None:
    text = (HEAD + BODY + TAIL).replace("về việc gì đó", "**về việc  \nthứ nhất\\\nvà thứ hai**")
    assert read(text).subject == ("về việc", "thứ nhất", "và thứ hai")


def test_a_subject_in_one_line_is_that_line() -> None:
    draft = read((HEAD + BODY + TAIL).replace("về việc gì đó", "về\nviệc"))
    assert draft.subject == ("về việc",)
    assert draft.subject_line == "về việc"


def test_the_author_may_stand_below_the_title() -> None:
    draft = read((HEAD + BODY + TAIL).replace("về việc", "CỦA BAN THƯỜNG VỤ TỈNH UỶ\n\nvề việc"))
    assert (draft.author_line, draft.subject) == ("CỦA BAN THƯỜNG VỤ TỈNH UỶ", ("về việc gì đó",))


@pytest.mark.parametrize("heading", ["Nơi nhận:", "Nơi nhận", "**Nơi nhận:**", "*Nơi nhận*:"])
def test_the_heading_of_the_recipients_is_recognised_however_it_is_written(heading: str) -> None:
    draft = read((HEAD + BODY + TAIL).replace("Nơi nhận:", heading))
    assert len(draft.recipients) == 2
    assert len(draft.body) == 2


@pytest.mark.parametrize("end", [",", ";", ".", "", " ;", ".,"])
def test_recipients_lose_dash_and_closing_mark(end: str) -> None:
    draft = read((HEAD + BODY + TAIL).replace("Ban Bí thư,", f"Ban Bí thư (để b/c){end}"))
    assert draft.recipients[0] == "Ban Bí thư (để b/c)"


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_any_list_mark_does_for_the_recipients(mark: str) -> None:
    draft = read(HEAD + BODY + TAIL.replace("\n- ", f"\n{mark} "))
    assert draft.recipients == ("Ban Bí thư", "Lưu Văn phòng Tỉnh uỷ")


def test_a_signature_block_of_two_lines_has_no_authority() -> None:
    draft = read((HEAD + BODY + TAIL).replace("T/M BAN THƯỜNG VỤ\\\nBÍ THƯ", "**TRƯỞNG BAN**"))
    assert draft.signature == SignatureBlock("", "TRƯỞNG BAN", "Nguyễn Văn An")


# -- paragraphs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Đoạn.", TEXT), ("1. Khoản.", CLAUSE), ("12. Khoản.", CLAUSE), ("1) Khoản.", CLAUSE),
        ("a) Điểm.", POINT), ("đ) Điểm.", POINT), ("- Gạch.", DASH), ("a. Không phải điểm.", TEXT),
        ("1.1. Không phải khoản.", TEXT), ("ab) Không phải điểm.", TEXT), ("-Không gạch.", TEXT),
        ("**a) Điểm** đậm.", POINT),
    ],
)  # fmt: skip
def test_a_paragraph_keeps_its_label_and_has_its_kind(paragraph: str, kind: ParagraphKind) -> None:
    (found,) = with_body(paragraph).body
    assert found.kind is kind
    assert found.text == paragraph.replace("*", "")


def test_the_numbers_of_clauses_are_those_that_were_written() -> None:
    body = with_body("3. ba\n4. bốn\n9. chín\n\nxen giữa\n\n7. bảy").body
    assert [p.text for p in body] == ["3. ba", "4. bốn", "9. chín", "xen giữa", "7. bảy"]


def test_points_below_a_clause_are_paragraphs_of_their_own() -> None:
    body = with_body("1. Khoản\n   - một\n   - hai\n\n   Đoạn.\n2. Khoản").body
    assert [(p.kind, p.text) for p in body] == [
        (CLAUSE, "1. Khoản"), (DASH, "- một"), (DASH, "- hai"), (TEXT, "Đoạn."),
        (CLAUSE, "2. Khoản"),
    ]  # fmt: skip


def test_bold_and_italic_words_keep_their_style() -> None:
    (found,) = with_body("một **hai** *ba* ***bốn*** năm").body
    assert found.runs == (
        Run("một "), Run("hai", bold=True), Run(" "), Run("ba", italic=True), Run(" "),
        Run("bốn", bold=True, italic=True), Run(" năm"),
    )  # fmt: skip


def test_neighbours_of_one_style_are_one_run() -> None:
    (found,) = with_body("một\nhai \\* ba\\\nbốn").body
    assert found.runs == (Run("một hai * ba bốn"),)


def test_underscores_within_a_word_are_letters() -> None:
    (found,) = with_body("tệp van_ban_di.pdf").body
    assert found.runs == (Run("tệp van_ban_di.pdf"),)


@pytest.mark.parametrize(
    "literal",
    ["a <b>đậm</b> c", "R&amp;D", "R&D", "&lt;", "&#65;", "<!-- ghi chú -->", "<script>x</script>",
     "<div>", "a < b > c", "<https://x.vn>", "[a]: http://x", "[1]", "a | b", "~~x~~", "=====",
     "C:\\Users", "{{ x }}", "{% if %}", "$x$", "#thẻ", "100%", "5 * 3 = 15", "2^3", "“a”", "‘b’"],
)  # fmt: skip
def test_what_is_no_markdown_of_ours_is_plain_text(literal: str) -> None:
    (found,) = with_body(f"Chữ {literal} chữ").body
    assert found.runs == (Run(f"Chữ {literal} chữ"),)


@pytest.mark.parametrize("literal", ["<b>", "<div>", "<!-- x -->", "&nbsp;", "====", "<?x?>"])
def test_a_line_that_html_would_begin_is_plain_text(literal: str) -> None:
    body = with_body(f"{literal}\n\nĐoạn **sau**").body
    assert [p.text for p in body] == [literal, "Đoạn sau"]


def test_an_indented_line_is_a_paragraph_like_any_other() -> None:
    assert [p.text for p in with_body("        Đoạn thụt đầu dòng").body] == ["Đoạn thụt đầu dòng"]


def test_text_is_composed_and_its_spaces_squeezed() -> None:
    (found,) = with_body(unicodedata.normalize("NFD", "Tỉnh   uỷ \t Lam  Giang")).body
    assert found.text == "Tỉnh uỷ Lam Giang"


# -- what is missing -------------------------------------------------------------------------------

RULE = "d.md:1: the line `-----` between subject and body is missing"
SUBJECT = "d.md:1: the subject (trích yếu) before `-----` is missing"
NO_BODY = "the body is empty"
HEADING = "the heading “Nơi nhận:” with its lines is missing"
NO_LINES = "“Nơi nhận:” has no lines (`- …`)"
LISTED = "- Ban Bí thư,\n- Lưu Văn phòng Tỉnh uỷ.\n"
SIGNED = "T/M BAN THƯỜNG VỤ\\\nBÍ THƯ\n\nNguyễn Văn An\n"


def test_a_missing_rule_is_named() -> None:
    assert RULE in mistakes((HEAD + BODY + TAIL).replace("-----\n", ""))


def test_a_missing_rule_is_the_only_mistake() -> None:
    assert mistakes((HEAD + BODY + TAIL).replace("-----\n", "")) == [RULE]


def test_a_missing_subject_is_the_only_mistake() -> None:
    assert mistakes((HEAD + BODY + TAIL).replace("về việc gì đó\n", "")) == [SUBJECT]


def test_a_missing_body_is_the_only_mistake() -> None:
    found = mistakes(HEAD + TAIL)
    assert len(found) == 1
    assert found[0].startswith("d.md:")
    assert found[0].endswith(NO_BODY)


def test_a_missing_heading_is_named_with_a_line() -> None:
    found = mistakes((HEAD + BODY + TAIL).replace("Nơi nhận:\n", ""))
    assert [m for m in found if m.startswith("d.md:") and m.endswith(HEADING)]


def test_a_missing_heading_does_not_make_the_signature_block_missing() -> None:
    found = mistakes((HEAD + BODY + TAIL).replace("Nơi nhận:\n", ""))
    assert not [m for m in found if "signature block" in m]


def test_a_heading_without_lines_is_the_only_mistake_and_named_with_its_line() -> None:
    assert mistakes((HEAD + BODY + TAIL).replace(LISTED, "")) == [f"d.md:11: {NO_LINES}"]


def test_a_missing_signature_block_is_the_only_mistake() -> None:
    (found,) = mistakes((HEAD + BODY + TAIL).replace(SIGNED, ""))
    assert found.startswith("d.md:")
    assert "the signature block needs two to four lines" in found
    assert found.endswith("found 0")


@pytest.mark.parametrize(
    ("block", "count"),
    [("Nguyễn Văn An\n", 1), ("A\\\nB\n\nC\\\nD\\\nE\n", 5), ("\n\n".join("ABCDEF"), 6)],
)
def test_a_signature_block_of_another_length_is_named_with_its_line(block: str, count: int) -> None:
    (found,) = mistakes((HEAD + BODY + TAIL).replace(SIGNED, block))
    assert found.startswith("d.md:16: the signature block needs two to four lines")
    assert found.endswith(f"found {count}")


def test_an_empty_text_lacks_every_part_and_each_is_named() -> None:
    found = mistakes("")
    assert {RULE, SUBJECT, f"d.md:1: {NO_BODY}", f"d.md:1: {HEADING}"} <= set(found)
    assert any("signature block" in m for m in found)


def test_several_mistakes_come_at_once() -> None:
    text = HEAD.replace("về việc gì đó\n", "") + "\n> Tiêu đề\n\nx `y`\n" + TAIL.replace(LISTED, "")
    assert {m.split(": ")[1] for m in mistakes(text)} == {
        "the subject (trích yếu) before `-----` is missing",
        "a quotation (>) has no place in this layout",
        "code (`) has no place in this layout",
        NO_LINES,
    }


# -- what cannot be carried ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("> trích", "a quotation (>) has no place in this layout"),
        ("```\nx\n```", "a code block (```) has no place in this layout"),
        ("~~~ python\nx\n~~~", "a code block (```) has no place in this layout"),
        ("chữ `mã` chữ", "code (`) has no place in this layout"),
        ("chữ ![ảnh](a.png) chữ", "an image stands in a paragraph of its own"),
        ("chữ [nối](http://x.vn) chữ", "a link has no place in a printed document"),
        ("1. chữ [nối](http://x.vn) chữ", "a link has no place in a printed document"),
    ],
)
def test_what_cannot_be_carried_is_refused_with_its_line(body: str, sentence: str) -> None:
    assert body_mistakes(body) == [f"d.md:{FIRST}: {sentence}"]


def test_what_cannot_be_carried_is_refused_in_every_part() -> None:
    text = (HEAD + BODY + TAIL).replace("về việc", "về `việc`").replace("Bí thư,", "[Bí thư](x),")
    text = text.replace("Nguyễn Văn An", "![Nguyễn Văn An](an.png) An")
    found = mistakes(text.replace("Đoạn thứ hai", "> Đoạn thứ hai"))
    assert [m.split(":")[1] for m in found] == ["3", "9", "13", "19"]


@pytest.mark.parametrize("rule", ["-----", "---", "***", "* * *", "___"])
def test_a_second_rule_is_refused_and_not_dropped_in_silence(rule: str) -> None:
    found = body_mistakes(f"Đoạn trước.\n\n{rule}")
    assert [m.split(" ")[0] for m in found] == [f"d.md:{FIRST + 2}:"]


CONTROLS = [c for c in map(chr, range(0x20)) if c not in "\t\n\r"] + ["\x7f"]


@pytest.mark.parametrize("character", [*CONTROLS, "\ufffe", "\uffff"])
def test_a_control_character_is_refused_with_its_line(character: str) -> None:
    assert body_mistakes(f"chữ\nchữ {character} chữ") == [
        f"d.md:{FIRST + 1}: the control character U+{ord(character):04X}"
    ]


@pytest.mark.parametrize("character", ["\x80", "\x85", "\x9f"])
def test_a_control_character_of_the_upper_half_is_refused_too(character: str) -> None:
    assert body_mistakes(f"chữ {character} chữ") == [
        f"d.md:{FIRST}: the control character U+{ord(character):04X}"
    ]


# -- nothing is lost -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    ["-\n\nĐoạn.", "1.\n\nĐoạn.", "- - một\n\nĐoạn.", "* một\n*\n\nĐoạn.", "1. 2. một\n\nĐoạn."],
)
def test_an_empty_item_does_not_label_the_paragraph_after_it(body: str) -> None:
    try:
        last = with_body(body).body[-1]
    except DraftError:
        return  # refusing the empty item is right as well
    assert (last.kind, last.text) == (TEXT, "Đoạn.")


def test_a_plus_as_a_label_stays_a_plus_or_is_refused() -> None:
    """`+` is the usual mark of the level below `-`; it must not become the level above."""
    try:
        body = with_body("- cấp trên\n\n+ cấp dưới").body
    except DraftError:
        return
    assert body[-1].text == "+ cấp dưới"
