"""Parts of an official document are recognised in Word files as offices lay them out."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from docx import Document
from lxml import etree

from tests.draft.word_files import (
    BODY,
    CENTRE,
    LAYOUTS,
    PARTY,
    RECIPIENTS,
    SIGNED,
    STATE,
    TITLE,
    Page,
    bare_body,
    dashed,
    decision,
)
from workflow.draft.word_file import WordFile, paragraph_text
from workflow.draft.word_outside import not_carried
from workflow.draft.word_parts import lines_of, recognise
from workflow.model.errors import WordFileBroken
from workflow.model.vietnamese import squeeze
from workflow.model.word_parts import Lines, WordParts, joined


def texts(lines: Lines) -> list[str]:
    return [line.text for line in lines]


def body_of(data: bytes, parts: WordParts) -> list[str]:
    blocks = WordFile(data, "a.docx").blocks[parts.start : parts.stop]
    return [line.text for block in blocks for line in block.lines]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_part_is_found_however_it_is_laid_out(layout: str) -> None:
    data = LAYOUTS[layout]()
    parts = recognise(data, "whole.docx")
    head, (signed,) = parts.letterhead, parts.signatures
    assert texts(head.organs) == ["TỈNH UỶ LAM GIANG"]
    assert head.number
    assert head.number.text == PARTY[0][-1]
    assert head.date
    assert head.date.text == PARTY[1][-1]
    assert parts.type
    assert parts.type.text == "KẾT LUẬN"
    assert texts(parts.title) == list(TITLE)
    assert body_of(data, parts) == list(BODY)
    found = [joined(entry).strip("- ;.") for entry in parts.recipients]
    assert found == list(RECIPIENTS)
    assert (joined(signed.authority), joined(signed.title)) == SIGNED[:2]
    assert signed.name
    assert signed.name.text == SIGNED[-1]
    assert texts(signed.signed) == ["(đã ký)"]
    assert parts.unplaced == ()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_tells_where_it_stands(layout: str) -> None:
    data = LAYOUTS[layout]()
    body = WordFile(data, "whole.docx").body
    lines = lines_of(recognise(data, "whole.docx"))
    assert len(lines) > 12
    for line in lines:
        element = body
        for step in line.path:
            element = element[step]
        assert squeeze(paragraph_text(element)[line.start : line.end]) == line.text


def test_a_decision_with_grounds_two_authorities_and_an_appendix_that_lies() -> None:
    data = decision().data()
    parts = recognise(data, "whole.docx")
    assert texts(parts.letterhead.organs) == list(STATE[0][:2])
    assert texts(parts.issuer) == ["CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH LAM GIANG"]
    assert [text.split()[0] for text in texts(parts.grounds)] == ["Căn", "Theo"]
    assert body_of(data, parts)[0] == "QUYẾT ĐỊNH:"
    (signed,) = parts.signatures
    assert joined(signed.second_authority) == "KT. CHỦ TỊCH"
    assert joined(signed.title) == "PHÓ CHỦ TỊCH"
    (appendix,) = parts.appendices
    assert (appendix.number, appendix.landscape) == ("I", True)
    assert texts(appendix.title) == ["DANH MỤC HỒ SƠ"]
    assert texts(appendix.reference)[0].startswith("(Kèm theo")
    assert appendix.stop - appendix.start == 1


def test_type_and_author_on_one_line() -> None:
    page = Page()
    page.columns(*PARTY)
    page.line("KẾT LUẬN  CỦA BAN THƯỜNG VỤ TỈNH UỶ", CENTRE, bold=True)
    page.line(TITLE[0], CENTRE, bold=True)
    page.lines(BODY)
    data = page.data()
    parts = recognise(data, "a.docx")
    assert parts.type
    assert parts.author
    assert (parts.type.text, parts.author.text) == ("KẾT LUẬN", "CỦA BAN THƯỜNG VỤ TỈNH UỶ")
    assert texts(parts.title) == [TITLE[0]]
    raw = paragraph_text(WordFile(data, "a.docx").body[parts.type.path[0]])
    for line in (parts.type, parts.author):
        assert squeeze(raw[line.start : line.end]) == line.text


def test_contents_are_part_of_the_text() -> None:
    page = Page()
    page.columns(*PARTY)
    page.title()
    page.line("MỤC LỤC", CENTRE, bold=True)
    page.lines(BODY)
    data = page.data()
    parts = recognise(data, "a.docx")
    assert texts(parts.title) == list(TITLE)
    assert body_of(data, parts)[0] == "MỤC LỤC"


@pytest.mark.parametrize("mark", ["DỰ THẢO", "Dự thảo lần 2", "Bản dự thảo 3"])
def test_a_draft_mark_above_the_type_is_no_title(mark: str) -> None:
    page = Page()
    page.columns(*PARTY)
    page.line(mark, CENTRE, bold=True)
    page.title()
    page.lines(BODY)
    parts = recognise(page.data(), "a.docx")
    assert texts(parts.letterhead.marks) == [mark]
    assert texts(parts.title) == list(TITLE)


def test_a_letter_has_its_subject_under_the_number() -> None:
    page = Page()
    page.columns(("SỞ NỘI VỤ", "Số:      /SNV-VP", "V/v báo cáo kết quả", "sáu tháng đầu năm"),
                 STATE[1])  # fmt: skip
    page.line("Kính gửi: Uỷ ban nhân dân tỉnh Lam Giang")
    page.lines(BODY)
    page.columns(dashed(), ("GIÁM ĐỐC", "Lê Thị Bích Hà"))
    parts = recognise(page.data(), "letter.docx")
    assert parts.type is None
    assert texts(parts.subject) == ["V/v báo cáo kết quả", "sáu tháng đầu năm"]
    assert texts(parts.addressees) == ["Kính gửi: Uỷ ban nhân dân tỉnh Lam Giang"]
    assert joined(parts.signatures[0].title) == "GIÁM ĐỐC"


def test_a_bare_body_has_no_other_part() -> None:
    data = bare_body()
    parts = recognise(data, "body.docx")
    assert body_of(data, parts) == list(BODY)
    assert lines_of(parts) == ()


def test_two_signers_stand_side_by_side() -> None:
    page = Page()
    page.columns(*PARTY)
    page.title("BIÊN BẢN", ("Hội nghị Ban Thường vụ",))
    page.lines(BODY)
    page.columns(("NGƯỜI GHI BIÊN BẢN", "Nguyễn Văn An"), ("CHỦ TRÌ", "Trần Minh Khang"))
    page.lines(dashed())
    parts = recognise(page.data(), "minutes.docx")
    assert [s.name.text for s in parts.signatures if s.name] == ["Nguyễn Văn An", "Trần Minh Khang"]
    assert len(parts.recipients) == 3


def test_a_second_office_of_the_signer() -> None:
    page = Page()
    page.title()
    page.lines(BODY)
    signed = (
        "K/T TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN THƯỜNG TRỰC",
        "kiêm",
        "CHÁNH VĂN PHÒNG",
        "Lê Văn Ba",
    )
    page.columns(dashed(), signed)
    (block,) = recognise(page.data(), "a.docx").signatures
    assert joined(block.title) == "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"
    assert joined(block.also) == "CHÁNH VĂN PHÒNG"


def test_decomposed_letters_and_words_split_over_runs() -> None:
    page = Page()
    page.columns(*PARTY)
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    for cell in page.document.tables[-1]._cells:
        for paragraph in cell.paragraphs:
            words = unicodedata.normalize("NFD", paragraph.text)
            paragraph.text = ""
            for letter in words:
                paragraph.add_run(letter)
    parts = recognise(page.data(), "a.docx")
    assert joined(parts.signatures[0].authority) == SIGNED[0]
    assert [joined(entry)[2:-1] for entry in parts.recipients] == list(RECIPIENTS)


def test_a_table_of_data_at_the_end_stays_in_the_text() -> None:
    page = Page()
    page.lines(BODY)
    page.columns(("Người ký", "CHỦ TỊCH"), ("TT", "Trần Minh Khang"))
    page.document.tables[0].style = "Table Grid"
    page.columns(dashed(), SIGNED)
    parts = recognise(page.data(), "a.docx")
    assert parts.stop == len(BODY) + 1


def test_what_nobody_can_name_is_told() -> None:
    page = Page()
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    page.line("Trụ sở: số 1 đường Hoà Bình, điện thoại 0200 123 456")
    assert len(recognise(page.data(), "a.docx").unplaced) == 1


def test_the_word_recipients_in_the_text_does_not_end_it() -> None:
    page = Page()
    page.line("Nơi nhận: các cơ quan được phân công.")
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    parts = recognise(page.data(), "a.docx")
    assert (parts.start, parts.stop) == (0, len(BODY) + 1)


def test_an_appendix_on_the_next_page() -> None:
    page = Page()
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    page.page_break()
    page.line("PHỤ LỤC", CENTRE, bold=True)
    page.line("Danh sách đại biểu", CENTRE, bold=True)
    page.line("Đồng chí Trần Minh Khang.")
    (appendix,) = recognise(page.data(), "a.docx").appendices
    assert (appendix.number, texts(appendix.title)) == ("", ["Danh sách đại biểu"])


def test_a_regulation_issued_with_a_decision_is_no_part_of_its_foot() -> None:
    page = Page()
    page.title("QUYẾT ĐỊNH")
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    page.page_break()
    page.line("QUY CHẾ", CENTRE, bold=True)
    page.line("Làm việc của Tỉnh uỷ", CENTRE, bold=True)
    page.line("(Ban hành kèm theo Quyết định số 12-QĐ/TU)", CENTRE)
    page.line("QUY ĐỊNH CHUNG", CENTRE, bold=True)
    page.line("Điều 1. Quy chế này quy định việc làm việc.")
    data = page.data()
    parts = recognise(data, "a.docx")
    assert texts(parts.enclosed) == ["QUY CHẾ", "Làm việc của Tỉnh uỷ"]
    assert (len(parts.signatures), parts.unplaced) == (1, ())
    (problem,) = not_carried(WordFile(data, "a.docx"), parts)
    assert problem.place == "«QUY CHẾ Làm việc của Tỉnh uỷ»"


@pytest.mark.parametrize("damage", ["no zip", "no document", "no xml", "no body"])
def test_what_is_no_word_file_is_refused(damage: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        if damage == "no xml":
            package.writestr("word/document.xml", b"<w:document")
        elif damage == "no body":
            package.writestr("word/document.xml", etree.tostring(Document().styles.element))
        else:
            package.writestr("other.xml", b"<a/>")
    with pytest.raises(WordFileBroken):
        recognise(b"text" if damage == "no zip" else out.getvalue(), "a.docx")
