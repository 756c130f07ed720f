"""The levels of a body: chapters, articles, clauses, points, headings, and the căn cứ above it."""

from __future__ import annotations

import pytest

from tests.draft.test_markdown import FIRST, with_body
from workflow.model.document import Paragraph, ParagraphKind, Run

K = ParagraphKind
NOTE = "\n\n[^1]: Ghi chú.\n"


def kinds(body: str) -> list[tuple[ParagraphKind, str]]:
    return [(p.kind, p.text) for p in with_body(body).body if isinstance(p, Paragraph)]


def runs(body: str) -> tuple[Run, ...]:
    (found,) = with_body(body).body
    assert isinstance(found, Paragraph)
    return found.runs


def bold(body: str) -> str:
    """What of a single paragraph is bold."""
    return "".join(run.text for run in runs(body) if run.bold)


# -- chapters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Phần I", "Phần thứ nhất", "PHẦN THỨ HAI", "Chương I", "CHƯƠNG XIV", "Chương thứ ba",
     "Mục 1", "Mục 12", "Tiểu mục 2", "Chương 3", "Mục 1."],
)  # fmt: skip
def test_a_chapter_is_told_by_its_word_and_number(name: str) -> None:
    assert kinds(f"{name}\n\nĐoạn.") == [(K.CHAPTER, name), (K.TEXT, "Đoạn.")]


@pytest.mark.parametrize(
    "written",
    ["Chương I  \nQUY ĐỊNH CHUNG", "Chương I\\\nQUY ĐỊNH CHUNG", "Chương I\n\nQUY ĐỊNH CHUNG",
     "**Chương I**\n\n**QUY ĐỊNH CHUNG**", "**Chương I  \nQUY ĐỊNH CHUNG**",
     "# Chương I\n\nQUY ĐỊNH CHUNG", "# Chương I\n\n## QUY ĐỊNH CHUNG"],
)  # fmt: skip
def test_the_name_of_a_chapter_follows_it(written: str) -> None:
    assert kinds(written) == [(K.CHAPTER, "Chương I"), (K.CHAPTER_TITLE, "QUY ĐỊNH CHUNG")]


def test_only_capitals_after_a_chapter_are_its_name() -> None:
    assert kinds("Mục 1\n\nTÊN MỤC\n\nTÊN NỮA\n\nMục 2\n\nTên thường") == [
        (K.CHAPTER, "Mục 1"), (K.CHAPTER_TITLE, "TÊN MỤC"), (K.TEXT, "TÊN NỮA"),
        (K.CHAPTER, "Mục 2"), (K.TEXT, "Tên thường"),
    ]  # fmt: skip


def test_an_article_after_a_chapter_is_not_its_name() -> None:
    assert kinds("Mục 1\n\nĐiều 1. Tên\n\nMục 2\n\nMục 3")[1:] == [
        (K.ARTICLE, "Điều 1. Tên"), (K.CHAPTER, "Mục 2"), (K.CHAPTER, "Mục 3")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Chương I của Luật này.", "Mục 1 và Mục 2", "Phần lớn các cơ quan đã thực hiện.", "Chươngg I",
     "Tại Chương I"],
)  # fmt: skip
def test_a_sentence_about_a_chapter_is_none(text: str) -> None:
    assert kinds(text) == [(K.TEXT, text)]


@pytest.mark.parametrize("text", ["Mục tiêu", "Mục đích", "Phần mềm", "Chương trình", "Mục lục."])
def test_a_word_that_begins_like_a_chapter_is_none(text: str) -> None:
    assert kinds(text) == [(K.TEXT, text)]


def test_a_number_may_have_two_words() -> None:
    assert kinds("Phần thứ mười một\n\nTÊN")[0][0] is K.CHAPTER


# -- articles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Điều 1. Phạm vi điều chỉnh", "Điều 1. Phạm vi điều chỉnh"),
        ("**Điều 1. Phạm vi điều chỉnh**", "Điều 1. Phạm vi điều chỉnh"),
        ("### Điều 12a. Tên", "Điều 12a. Tên"),
        ("Điều 1.Tên", "Điều 1. Tên"),
        ("Điều 2. Quy định này có hiệu lực từ ngày ký.", "Điều 2. "),
        ("## Điều 2. Quy định này có hiệu lực.", "Điều 2. "),
        ("*Điều 2.* Giao các ban:", "Điều 2. "),
        ("Điều 2. Giao các ban;", "Điều 2. "),
        ("**Điều 3.** Giao **Văn phòng** thực hiện.", "Điều 3. Văn phòng"),
        ("**Điều 3. Tất cả đều đậm.**", "Điều 3. Tất cả đều đậm."),
        ("Điều 4.", "Điều 4."),
        ("**Điều 4.**", "Điều 4."),
    ],
)
def test_the_label_of_an_article_is_bold_and_so_is_a_name(written: str, expected: str) -> None:
    assert kinds(written)[0][0] is K.ARTICLE
    assert bold(written) == expected


def test_what_is_italic_in_an_article_stays_so() -> None:
    assert runs("Điều 1. Giao *Ban A* việc.") == (
        Run("Điều 1. ", bold=True), Run("Giao "), Run("Ban A", italic=True), Run(" việc."),
    )  # fmt: skip


@pytest.mark.parametrize("written", ["Điều 1. Tên[^1]", "Điều 1.[^1] Tên", "**Điều 1. Tên**[^1]"])
def test_a_footnote_of_an_article_is_kept(written: str) -> None:
    found = runs(written + NOTE)
    assert [run.note for run in found if run.note] == [(Run("Ghi chú."),)]
    assert "".join(run.text for run in found) == "Điều 1. Tên"


@pytest.mark.parametrize("text", ["Điều 4 của Luật này", "Điều này.", "Điều 1: Tên", "điều 1. x"])
def test_what_is_no_label_of_an_article_is_text(text: str) -> None:
    assert kinds(text) == [(K.TEXT, text)]


def test_a_number_with_a_point_in_it_is_not_cut() -> None:
    assert kinds("Điều 1.1. tên")[0][1] == "Điều 1.1. tên"


# -- clauses, points, headings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("1. Khoản.", K.CLAUSE), ("1. **Tên khoản**", K.CLAUSE), ("a) Điểm.", K.POINT),
        ("đ) Điểm.", K.POINT), ("*a)* Điểm.", K.POINT), ("- Gạch.", K.DASH),
        ("**I- Tên**", K.HEADING),
        ("**IV. Tên**", K.HEADING), ("I- Tên", K.TEXT), ("# I- Tên", K.HEADING),
        ("## 1. Tên khoản", K.HEADING), ("# Tên gì đó", K.HEADING), ("A) Không phải", K.TEXT),
        ("**In đậm**", K.TEXT), ("w) Điểm.", K.POINT), ("ă) Không phải", K.TEXT),
    ],
)  # fmt: skip
def test_a_level_is_told_by_its_label(written: str, kind: ParagraphKind) -> None:
    assert kinds(written) == [(kind, written.replace("*", "").lstrip("# "))]


@pytest.mark.parametrize("written", ["# I- Tên", "## 1. Tên *và* nữa", "### Tên", "# QUYẾT ĐỊNH:"])
def test_a_heading_is_bold(written: str) -> None:
    assert bold(written) == written.replace("*", "").lstrip("# ")


@pytest.mark.parametrize(
    "text", ["QUYẾT ĐỊNH:", "QUYẾT ĐỊNH", "QUYẾT NGHỊ:", "BAN THƯỜNG VỤ TỈNH UỶ QUYẾT ĐỊNH:",
             "QUYẾT ĐỊNH :"],
)  # fmt: skip
def test_the_line_that_decides_is_told_by_its_capitals(text: str) -> None:
    assert kinds(f"Đoạn.\n\n{text}\n\nĐiều 1. x")[1] == (K.DECIDES, text)
    assert kinds(f"**{text}**") == [(K.DECIDES, text)]


@pytest.mark.parametrize("text", ["Ban Thường vụ quyết định:", "QUYẾT ĐỊNH VỀ NHÂN SỰ"])
def test_other_lines_about_a_decision_do_not_decide(text: str) -> None:
    assert kinds(text) == [(K.TEXT, text)]


@pytest.mark.parametrize("wide", ["một \\\nhai", "**một** \\\nhai"])
def test_no_space_is_doubled(wide: str) -> None:
    assert kinds(wide) == [(K.TEXT, "một hai")]


def test_every_paragraph_knows_its_line() -> None:
    body = (
        "Một\nhai\n\n1. ba\n2. bốn\n   - năm\n\nChương I  \nTÊN\n\n| A |\n|---|\n| b |\n\nĐiều 1. c"
    )
    lines = [block.line - FIRST for block in with_body(body).body]
    assert lines == [0, 3, 4, 5, 7, 7, 10, 14]


# -- căn cứ ----------------------------------------------------------------------------------------


def grounds(body: str) -> list[str]:
    note = NOTE if "[^1]" in body else ""
    return [ground.text for ground in with_body(f"{body}\n\nĐoạn.{note}").grounds]


@pytest.mark.parametrize(
    "written",
    ["Căn cứ Luật A;\n\nCăn cứ Luật B;\n\nTheo đề nghị của C.",
     "- Căn cứ Luật A;\n- Căn cứ Luật B;\n- Theo đề nghị của C.",
     "* Căn cứ Luật A,\n* Căn cứ Luật B,\n* Theo đề nghị của C,",
     "Căn cứ Luật A\n\nCăn cứ Luật B\n\nTheo đề nghị của C",
     "*Căn cứ Luật A;*\n\n*Căn cứ Luật B;*\n\n*Theo đề nghị của C.*"],
)  # fmt: skip
def test_the_grounds_lose_dash_and_closing_mark(written: str) -> None:
    assert grounds(written) == ["Căn cứ Luật A", "Căn cứ Luật B", "Theo đề nghị của C"]
    draft = with_body(f"{written}\n\nĐoạn.")
    assert [p.text for p in draft.body] == ["Đoạn."]


@pytest.mark.parametrize("word", ["Theo đề nghị của C.", "Xét thấy cần.", "Sau khi nghe C."])
def test_other_grounds_only_follow_a_can_cu(word: str) -> None:
    assert grounds(word) == []
    assert grounds(f"Căn cứ A;\n\n{word}") == ["Căn cứ A", word.rstrip(".")]


def test_a_ground_after_the_body_began_is_body() -> None:
    assert grounds("Đoạn đầu.\n\nCăn cứ A;") == []


def test_a_ground_keeps_its_styles_its_footnote_and_its_line() -> None:
    ground, other = with_body(f"- Căn cứ *Luật* A[^1];\n- Căn cứ B.\n\nĐoạn.{NOTE}").grounds
    assert [run for run in ground.runs if run.text or run.note] == [
        Run("Căn cứ "), Run("Luật", italic=True), Run(" A"), Run("", note=(Run("Ghi chú."),)),
    ]  # fmt: skip
    assert (ground.line, other.line) == (FIRST, FIRST + 1)


@pytest.mark.parametrize("written", ["Căn cứ A;[^1]", "Căn cứ *A;*.", "-Căn cứ A;"])
def test_a_ground_loses_its_marks_wherever_they_stand(written: str) -> None:
    assert grounds(written) == ["Căn cứ A"]


def test_a_paragraph_that_opens_the_clauses_is_no_ground() -> None:
    assert grounds("Căn cứ Quy chế làm việc, Ban Thường vụ kết luận như sau:") == []


@pytest.mark.parametrize("issuer", ["BAN THƯỜNG VỤ TỈNH UỶ", "**BỘ TRƯỞNG BỘ NỘI VỤ**"])
def test_who_decides_stands_in_capitals_above_the_grounds(issuer: str) -> None:
    draft = with_body(f"{issuer}\n\n*Căn cứ A;*\n\nQUYẾT ĐỊNH:\n\nĐiều 1. x")
    assert draft.issuer == issuer.replace("*", "")
    assert len(draft.grounds) == 1
    assert draft.body[0].text == "QUYẾT ĐỊNH:"


@pytest.mark.parametrize("body", ["BAN THƯỜNG VỤ\n\nĐoạn.", "Ban Thường vụ\n\nCăn cứ A;\n\nx"])
def test_nobody_decides_without_capitals_or_grounds(body: str) -> None:
    draft = with_body(body)
    assert (draft.issuer, draft.grounds, len(draft.body) > 1) == ("", (), True)
