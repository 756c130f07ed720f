"""The parts that only some documents have: addressees, tables, footnotes, signers, appendices."""

from __future__ import annotations

import pytest

from tests.draft.test_markdown import FIRST, HEAD, TAIL, mistakes, read, with_body
from workflow.model.document import Appendix, Paragraph, ParagraphKind, Run, SignatureBlock, Table

K = ParagraphKind
NOTE = "\n\n[^1]: Ghi chú.\n"
BLOCK = TAIL.index("T/M BAN")


def runs(body: str) -> tuple[Run, ...]:
    (found,) = with_body(body).body
    assert isinstance(found, Paragraph)
    return found.runs


def body_mistakes(body: str) -> list[str]:
    return mistakes(f"{HEAD}\n{body}\n\nĐoạn sau.\n{TAIL}")


# -- whom it is for --------------------------------------------------------------------------------


def addressees(body: str) -> tuple[str, ...]:
    return with_body(f"{body}\n\nĐoạn.").addressees


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Kính gửi: Ban Bí thư;", ("Ban Bí thư",)),
        ("Kính trình: Ban Bí thư", ("Ban Bí thư",)),
        ("**Kính gửi:** Ban Bí thư.", ("Ban Bí thư",)),
        ("*Kính gửi* : Ban Bí thư", ("Ban Bí thư",)),
        ("Kính gửi: Ban A: phòng B", ("Ban A: phòng B",)),
        ("Kính gửi:\n\n- Ban A;\n- Ban B.", ("Ban A", "Ban B")),
        ("Kính gửi:\n+ Ban A,\n+ Ban B,", ("Ban A", "Ban B")),
        ("KÍNH GỬI:\n\n- Ban A", ("Ban A",)),
        ("BỘ TRƯỞNG BỘ NỘI VỤ điện:\n\n- Sở A;\n- Sở B.", ("Sở A", "Sở B")),
    ],
)
def test_the_addressees_are_read_without_marks(written: str, names: tuple[str, ...]) -> None:
    draft = with_body(f"{written}\n\nĐoạn.")
    assert draft.addressees == names
    assert [p.text for p in draft.body] == ["Đoạn."]


def test_an_addressee_who_is_not_named_is_missed() -> None:
    assert body_mistakes("Kính gửi:") == [f"d.md:{FIRST}: “Kính gửi:” names nobody"]


@pytest.mark.parametrize("body", ["Kính gửi Ban A", "Đoạn đầu.\n\nKính gửi: Ban A"])
def test_other_paragraphs_address_nobody(body: str) -> None:
    assert addressees(body) == ()


def test_the_grounds_follow_the_addressees() -> None:
    draft = with_body("Kính trình: Ban A\n\nCăn cứ Luật A;\n\nĐoạn.")
    assert (draft.addressees, draft.grounds[0].text) == (("Ban A",), "Căn cứ Luật A")


def test_the_addressees_may_be_numbered() -> None:
    assert addressees("Kính gửi:\n\n1. Ban A;\n2. Ban B.") == ("Ban A", "Ban B")


def test_clauses_below_a_named_addressee_are_the_body() -> None:
    draft = with_body("Kính gửi: Ban A\n\n1. Khoản một.\n2. Khoản hai.\n\nĐoạn.")
    assert [p.text for p in draft.body] == ["1. Khoản một.", "2. Khoản hai.", "Đoạn."]


def test_a_paragraph_about_electricity_addresses_nobody() -> None:
    assert addressees("Về tiết kiệm điện: các cơ quan tắt đèn khi ra về.") == ()


# -- tables and footnotes --------------------------------------------------------------------------


def table(text: str) -> Table:
    (found,) = with_body(text).body
    assert isinstance(found, Table)
    return found


def test_a_table_has_its_cells_with_alignment_and_style() -> None:
    found = table("| A | B | C | D |\n|:--|:-:|--:|---|\n| **đậm** x | 2 | *ba* | |")
    assert [[c.align for c in row] for row in found.rows] == [
        ["left", "center", "right", "left"]
    ] * 2
    assert found.text == "A\tB\tC\tD\nđậm x\t2\tba\t"
    assert found.rows[1][0].runs == (Run("đậm", bold=True), Run(" x"))
    assert found.rows[1][2].runs == (Run("ba", italic=True),)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 12])
def test_the_widths_of_a_table_add_up_to_the_whole(count: int) -> None:
    cells = [f"{'x' * n}" for n in range(1, count + 1)]
    found = table(f"|{'|'.join(cells)}|\n|{'---|' * count}\n|{'|'.join(cells)}|")
    assert len(found.widths) == count
    assert sum(found.widths) == pytest.approx(1, abs=0.001)
    assert min(found.widths) > 0


def test_a_column_with_more_to_say_is_wider() -> None:
    widths = table("| TT | Tên cơ quan, đơn vị chủ trì | Ngày |\n|-|-|-|\n| 1 | x | y |").widths
    assert widths[1] > widths[0] == widths[2]


def test_a_cell_too_many_is_refused() -> None:
    assert body_mistakes("| A |\n|---|\n| x | mất |") != []


def test_a_footnote_stands_where_it_is_called_with_its_styles() -> None:
    assert runs("Lời[^a] nói **đậm[^b]**.\n\n[^a]: Một *hai*.\n[^b]: Ba.") == (
        Run("Lời"), Run("", note=(Run("Một "), Run("hai", italic=True), Run("."))), Run(" nói "),
        Run("đậm", bold=True), Run("", bold=True, note=(Run("Ba."),)), Run("."),
    )  # fmt: skip


def test_a_footnote_may_stand_in_a_cell_and_before_the_text_goes_on() -> None:
    draft = with_body("| A[^1] |\n|---|\n| b |\n\n[^1]: Ghi.\n\nĐoạn sau.")
    assert isinstance(draft.body[0], Table)
    assert draft.body[0].rows[0][0].runs[1].note == (Run("Ghi."),)
    assert draft.body[1].text == "Đoạn sau."


def test_a_footnote_of_two_paragraphs_is_refused() -> None:
    assert body_mistakes("Lời[^1].\n\n[^1]: một\n\n    hai") == [
        f"d.md:{FIRST + 4}: a footnote of more than one paragraph"
    ]


@pytest.mark.parametrize(
    "body", ["Lời.\n\n[^1]: không ai gọi", "Lời[^2].", "Lời[^1].\n\n[^1]:",
             "Lời[^1].\n\n[^1]: xem[^2]\n[^2]: hai"],
)  # fmt: skip
def test_a_footnote_that_cannot_be_carried_is_named(body: str) -> None:
    assert body_mistakes(body) != []


def whole(body: str = "Đoạn.") -> str:
    return f"{HEAD}\n{body}\n{TAIL}"


@pytest.mark.parametrize("word", ["việc gì đó", "Ban Bí thư", "BÍ THƯ", "Nguyễn Văn An"])
def test_a_footnote_where_none_can_be_is_named(word: str) -> None:
    text = whole()
    at = text.index(word) + len(word)
    assert mistakes(f"{text[:at]}[^1]{text[at:]}{NOTE}") != []


# -- signers ---------------------------------------------------------------------------------------


def signed(block: str) -> tuple[SignatureBlock, ...]:
    return read(f"{HEAD}\nĐoạn.\n{TAIL[:BLOCK]}{block}\n").signatures


ONE, TWO = SignatureBlock("", "CHỦ TRÌ", "Lê A"), SignatureBlock("T/M TỔ", "THƯ KÝ", "Lê B")
SECOND = "T/M TỔ\n\nTHƯ KÝ\n\nLê B"


@pytest.mark.parametrize("between", ["***", "* * *", "*****"])
def test_several_signers_stand_apart_by_stars(between: str) -> None:
    assert signed(f"CHỦ TRÌ\n\nLê A\n\n{between}\n\n{SECOND}") == (ONE, TWO)
    three = signed(f"CHỦ TRÌ\n\nLê A\n\n{between}\n\n{SECOND}\n\n{between}\n\n{SECOND}")
    assert three == (ONE, TWO, TWO)


def test_the_first_signer_counts_and_each_knows_his_line() -> None:
    draft = read(f"{HEAD}\nĐoạn.\n{TAIL[:BLOCK]}CHỦ TRÌ\n\nLê A\n\n***\n\n{SECOND}\n")
    assert draft.signature == ONE
    assert [block.line for block in draft.signatures] == [14, 20]


@pytest.mark.parametrize("missing", ["***\n\nCHỦ TRÌ\n\nLê A", "CHỦ TRÌ\n\nLê A\n\n***"])
def test_stars_without_a_signer_on_both_sides_are_a_mistake(missing: str) -> None:
    (found,) = mistakes(f"{HEAD}\nĐoạn.\n{TAIL[:BLOCK]}{missing}\n")
    assert "the signature block needs two to four lines" in found
    assert found.endswith("found 0")


@pytest.mark.parametrize("between", ["\n\n", "\\\n"])
def test_a_second_authority_stands_under_the_first(between: str) -> None:
    lines = ("TM. ỦY BAN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê A")
    (block,) = signed(between.join(lines))
    assert block == SignatureBlock(
        "TM. ỦY BAN", "PHÓ CHỦ TỊCH", "Lê A", second_authority="KT. CHỦ TỊCH"
    )
    assert block.lines == lines


def test_four_lines_without_a_second_authority_are_a_mistake() -> None:
    text = f"{HEAD}\nĐoạn.\n{TAIL[:BLOCK]}T/M BAN\\\nPHÓ BÍ THƯ\\\nTHƯỜNG TRỰC\\\nLê A\n"
    assert mistakes(text) == [
        "d.md:14: the second of four lines of a signature block is an authority such as "
        "KT. CHỦ TỊCH, not “PHÓ BÍ THƯ”"
    ]


def test_a_table_above_the_subject_is_refused_and_not_dropped() -> None:
    text = whole().replace("-----", "| A |\n|---|\n| b |\n\n-----", 1)
    assert [each.split(": ", 1)[1] for each in mistakes(text)] == ["a table has no place here"]


@pytest.mark.parametrize("between", ["---", "___"])
def test_another_line_between_signers_is_refused(between: str) -> None:
    text = f"{HEAD}\nĐoạn.\n{TAIL[:BLOCK]}CHỦ TRÌ\n\nLê A\n\n{between}\n\n{SECOND}\n"
    assert any("a second line" in each for each in mistakes(text))


@pytest.mark.parametrize("also", ["kiêm", "*Kiêm*", "KIÊM"])
def test_a_second_office_follows_the_word_for_it(also: str) -> None:
    (block,) = signed(f"T/M BAN\n\nTRƯỞNG BAN\n\n{also}\n\nPHÓ BAN\n\nLê A")
    assert block == SignatureBlock("T/M BAN", "TRƯỞNG BAN", "Lê A", "PHÓ BAN")
    (block,) = signed(f"TRƯỞNG BAN\\\n{also}\\\nPHÓ BAN\n\nLê A")
    assert block == SignatureBlock("", "TRƯỞNG BAN", "Lê A", "PHÓ BAN")


@pytest.mark.parametrize(
    ("block", "bold"),
    [("T/M BAN\n\n**BÍ THƯ**\n\nLê A", True), ("**T/M BAN**\n\nBÍ THƯ\n\n**Lê A**", False),
     ("**BÍ THƯ**\n\nLê A", True), ("BÍ **THƯ**\n\nLê A", False)],
)  # fmt: skip
def test_whether_the_title_was_bold_is_told(block: str, bold: bool) -> None:
    assert [each.bold for each in signed(block)] == [bold]


# -- appendices ------------------------------------------------------------------------------------


def appendices(text: str) -> tuple[Appendix, ...]:
    return read(f"{HEAD}\nĐoạn.\n{TAIL}\n{text}\n").appendices


def appendix_mistakes(text: str) -> list[str]:
    return mistakes(f"{HEAD}\nĐoạn.\n{TAIL}\n{text}\n")


@pytest.mark.parametrize(
    ("heading", "number", "landscape"),
    [("# Phụ lục", "", False), ("## PHỤ LỤC 2", "2", False), ("# **Phụ lục II**", "II", False),
     ("# Phụ lục {ngang}", "", True), ("# Phụ lục 3 {ngang}", "3", True),
     ("# PHỤ LỤC IV{ngang}", "IV", True)],
)  # fmt: skip
def test_an_appendix_is_told_by_its_heading(heading: str, number: str, landscape: bool) -> None:
    (found,) = appendices(f"{heading}\n\n**DANH SÁCH**\n\nNội dung.")
    assert found == Appendix(number, ("DANH SÁCH",), (Paragraph((Run("Nội dung."),)),), landscape)


def test_appendices_follow_each_other_and_leave_the_signature_alone() -> None:
    text = (
        "# Phụ lục 1\n\n**A**\n\nmột\n\n# Phụ lục 2\n\n**B  \nC**\n\n**D**\n\n| x |\n|---|\n| y |"
    )
    one, two = appendices(text)
    assert (one.title, one.body[0].text) == (("A",), "một")
    assert two.title == ("B", "C", "D")
    assert isinstance(two.body[0], Table)
    assert read(f"{HEAD}\nĐoạn.\n{TAIL}\n{text}\n").signature.name == "Nguyễn Văn An"


def test_an_appendix_has_levels_of_its_own_and_lines_of_the_file() -> None:
    body = "Chương I\n\nTÊN\n\nĐiều 1. Tên\n\na) điểm[^1]"
    (found,) = appendices(f"# Phụ lục\n\n**A**\n\n# I- Mục{NOTE}\n{body}")
    kinds = [(p.kind, p.line) for p in found.body if isinstance(p, Paragraph)]
    assert kinds == [
        (K.HEADING, 23), (K.CHAPTER, 27), (K.CHAPTER_TITLE, 29), (K.ARTICLE, 31), (K.POINT, 33),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Phụ lục\n\nNội dung.", ["the appendix has no title in bold"]),
        ("# Phụ lục 1\n\n**DANH SÁCH**", ["the appendix is empty"]),
        ("# Phụ lục", ["the appendix has no title in bold", "the appendix is empty"]),
    ],
)
def test_an_appendix_without_a_part_is_named(text: str, said: list[str]) -> None:
    assert appendix_mistakes(text) == [f"d.md:19: {each}" for each in said]


@pytest.mark.parametrize("mark", ["-----", "***"])
def test_a_line_across_an_appendix_is_refused(mark: str) -> None:
    (found,) = appendix_mistakes(f"# Phụ lục\n\n**A**\n\n{mark}\n\nx")
    assert found.startswith("d.md:23: ")
    assert "has no meaning here" in found


@pytest.mark.parametrize("mark", ["-----", "***", "___"])
def test_a_line_that_means_nothing_is_named_as_it_is_written(mark: str) -> None:
    (found,) = appendix_mistakes(f"# Phụ lục\n\n**A**\n\n{mark}\n\nx")
    assert f"`{mark}`" in found


def test_a_table_among_the_signers_is_refused() -> None:
    assert appendix_mistakes("| A |\n|---|\n| b |") == ["d.md:19: a table has no place here"]
