"""A recognised Word file becomes a draft that says the same, its text a Word file of its own."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

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
    in_tables,
)
from workflow.draft.markdown import read_markdown
from workflow.draft.word_cut import cut
from workflow.draft.word_draft import WordDraft, missing_parts, word_draft
from workflow.draft.word_file import WordFile
from workflow.draft.word_outside import counts_of, left_out, not_carried
from workflow.draft.word_parts import recognise
from workflow.draft.word_passage import passage_texts
from workflow.model.document import Draft, Image

pytestmark = pytest.mark.slow

FRAME = (
    "**KẾT LUẬN**\n\n**về công tác văn thư**\n\n-----\n\nNơi nhận:\n\n- Lưu Văn phòng Tỉnh uỷ.\n\n"
    "**T/M BAN THƯỜNG VỤ**  \nPHÓ BÍ THƯ\n\n**Trần Minh Khang**\n"
)


def made(data: bytes, type_name: str = "KẾT LUẬN", frame: str = "") -> WordDraft:
    return word_draft(recognise(data, "Văn bản.docx"), data, type_name, frame)


def read(word: WordDraft, type_name: str = "KẾT LUẬN") -> Draft:
    def image(name: str) -> Image:
        return Image(name, word.files[name])

    return read_markdown(word.text, "ket-luan", type_name, "it.md", image)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_draft_says_what_the_file_says(layout: str) -> None:
    draft = read(made(LAYOUTS[layout]()))
    assert draft.subject == TITLE
    assert draft.recipients == RECIPIENTS
    assert draft.signature.lines == (*SIGNED[:2], SIGNED[3])
    (passage,) = draft.word_passages
    assert passage.name == "van-ban.docx"
    assert passage.texts == BODY
    assert draft.body == (passage,)


def test_a_decision_with_all_its_parts() -> None:
    draft = read(made(decision().data(), "QUYẾT ĐỊNH"), "QUYẾT ĐỊNH")
    assert draft.issuer == "CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH LAM GIANG"
    assert [ground.text.split()[0] for ground in draft.grounds] == ["Căn", "Theo"]
    assert draft.signature.second_authority == "KT. CHỦ TỊCH"
    (appendix,) = draft.appendices
    assert (appendix.number, appendix.landscape) == ("I", True)
    assert appendix.title == ("DANH MỤC HỒ SƠ",)
    assert [p.name for p in draft.word_passages] == ["van-ban.docx", "phu-luc-i.docx"]


def test_a_letter_is_addressed_and_marked() -> None:
    page = Page()
    page.columns(("SỞ NỘI VỤ", "Số:      /SNV-VP", "V/v báo cáo kết quả", "HOẢ TỐC"), STATE[1])
    page.lines(["Kính gửi:", "- Uỷ ban nhân dân tỉnh;", "- Sở Tài chính.", *BODY])
    page.columns(dashed(), ("GIÁM ĐỐC", "Lê Thị Bích Hà"))
    draft = read(made(page.data(), ""), "")
    assert draft.marks.urgency == "HOẢ TỐC"
    assert draft.addressees == ("Uỷ ban nhân dân tỉnh", "Sở Tài chính")
    assert draft.signature.lines == ("GIÁM ĐỐC", "Lê Thị Bích Hà")


@pytest.mark.parametrize(
    "title",
    [
        "về *một* việc_lớn [1] `a`",
        "1. về việc này",
        "- về việc kia",
        "# về | hai \\ cột",
        "+ a > b",
    ],
)
def test_words_that_markdown_would_read_as_marks_stay_words(title: str) -> None:
    page = Page()
    page.title("KẾT LUẬN", ("Hội nghị", title))
    page.lines(BODY)
    page.columns(["Nơi nhận:", f"- {title}"], SIGNED)
    draft = read(made(page.data()))
    assert draft.subject[1] == title
    assert draft.recipients == (title,)


def test_of_two_signers_side_by_side_the_right_one_counts() -> None:
    page = Page()
    page.title("BIÊN BẢN", ("Hội nghị Ban Thường vụ",))
    page.lines(BODY)
    page.columns(("NGƯỜI GHI BIÊN BẢN", "Nguyễn Văn An"), ("CHỦ TRÌ", "Trần Minh Khang"))
    page.lines(dashed())
    draft = read(made(page.data(), "BIÊN BẢN"), "BIÊN BẢN")
    assert [block.name for block in draft.signatures] == ["Trần Minh Khang", "Nguyễn Văn An"]


def test_a_frame_says_what_a_bare_body_does_not() -> None:
    data = bare_body()
    assert len(list(missing_parts(recognise(data, "a.docx")))) == 3
    draft = read(made(data, frame=FRAME))
    assert draft.subject == ("về công tác văn thư",)
    assert draft.word_passages[0].texts == BODY


def test_a_cut_holds_its_blocks_only_and_is_the_same_every_time() -> None:
    data = in_tables()
    parts = recognise(data, "a.docx")
    body = cut(data, "a.docx", parts.start, parts.stop)
    assert body == cut(data, "a.docx", parts.start, parts.stop)
    assert passage_texts(body, "b.docx") == (BODY, frozenset())
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        assert not [n for n in package.namelist() if n.startswith(("customXml/", "docProps/thumb"))]
    assert [p.text for p in Document(io.BytesIO(body)).paragraphs] == list(BODY)


def test_what_is_taken_over_is_counted() -> None:
    page = decision()
    page.document.tables[1]._tbl.addprevious(page.document.add_table(2, 2)._tbl)
    data = page.data()
    counts = counts_of(WordFile(data, "a.docx"), recognise(data, "a.docx"))
    assert (counts.tables, counts.pictures, counts.notes) == (1, 0, 0)
    assert counts.paragraphs == 4


def test_what_is_left_out_is_told() -> None:
    data = in_tables()
    told = [str(m) for m in left_out(WordFile(data, "a.docx"), recognise(data, "a.docx"))]
    assert any("Số 127-KL/TU" in sentence for sentence in told)
    assert any("(đã ký)" in sentence for sentence in told)


def test_a_line_of_no_part_would_be_lost() -> None:
    page = Page()
    page.columns(*PARTY)
    page.title()
    page.lines(BODY)
    page.columns(dashed(), SIGNED)
    page.line("Trụ sở: số 1 đường Hoà Bình, điện thoại 0200 123 456", CENTRE)
    data = page.data()
    (problem,) = not_carried(WordFile(data, "a.docx"), recognise(data, "a.docx"))
    assert problem.place.startswith("«Trụ sở")


def test_what_an_appendix_lacks_is_named() -> None:
    page = decision()
    for paragraph in page.document.paragraphs[-1:]:
        paragraph._p.getparent().remove(paragraph._p)
    missing = [str(each) for each in missing_parts(recognise(page.data(), "a.docx"))]
    assert missing == ["the text of Phụ lục I"]


def test_a_file_called_like_an_appendix_keeps_its_own_text() -> None:
    data = decision().data()
    word = word_draft(recognise(data, "Phụ lục I.docx"), data, "QUYẾT ĐỊNH")
    draft = read(word, "QUYẾT ĐỊNH")
    first, second = draft.word_passages
    assert first.texts[0] == "QUYẾT ĐỊNH:"
    assert second.texts == ("Hồ sơ hội nghị được giữ vĩnh viễn.",)


def test_a_heading_without_recipients_or_signature_is_no_end() -> None:
    page = Page()
    page.title()
    page.lines((*BODY, "Nơi nhận:"))
    parts = recognise(page.data(), "a.docx")
    assert parts.recipients == ()
    assert parts.signatures == ()
