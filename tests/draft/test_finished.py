"""What a finished Word file says is known to the program: who signs, who gets it, how secret."""

from __future__ import annotations

import pytest

from tests.whole_word import WholeWord, said
from workflow.draft.finished import finished_text, read_finished
from workflow.model.document import Draft, Marks, SignatureBlock
from workflow.model.errors import NotFinished, WordFileBroken
from workflow.model.places import FinishedFile


def read(whole: WholeWord, type_name: str = "KẾT LUẬN") -> Draft:
    return read_finished(FinishedFile("whole.docx", whole.data()), "ket-luan", type_name)


def refused(whole: WholeWord, type_name: str = "KẾT LUẬN") -> list[str]:
    with pytest.raises(NotFinished) as error:
        read(whole, type_name)
    return [problem.text() for problem in error.value.problems]


def test_the_parts_are_those_of_the_file() -> None:
    whole = WholeWord()
    draft = read(whole)
    assert draft.subject_line == whole.subject
    assert draft.recipients == (
        "Các huyện uỷ, thành uỷ", "Văn phòng Trung ương Đảng", "Lưu Văn phòng Tỉnh uỷ",
    )  # fmt: skip
    assert draft.signatures == (SignatureBlock(whole.authority, whole.post, whole.name),)
    assert [paragraph.text for paragraph in draft.body] == list(whole.body)
    assert draft.marks == Marks()
    assert draft.as_is
    assert draft.as_is.name == "whole.docx"


def test_marks_are_read_wherever_they_stand() -> None:
    def add(document: object) -> None:
        for text in ("MẬT", "HOẢ TỐC", "LƯU HÀNH NỘI BỘ"):
            said(document.tables[0].rows[0].cells[0], text, 14)  # type: ignore[attr-defined]

    marks = read(WholeWord(also=[add])).marks
    assert (marks.secrecy, marks.urgency, marks.circulation) == (
        "MẬT",
        "HOẢ TỐC",
        "LƯU HÀNH NỘI BỘ",
    )


def test_the_unit_in_the_symbol_of_a_letter_is_read() -> None:
    """A công văn has no type; NS is the unit that drafted it (NĐ30 PL I II.3 b)."""

    def letter(document: object) -> None:
        left = document.tables[0].rows[0].cells[0]  # type: ignore[attr-defined]
        said(left, "V/v lập dự toán năm 2027", 12)
        for paragraph in document.paragraphs:  # type: ignore[attr-defined]
            if paragraph.text in ("KẾT LUẬN", WholeWord().subject):
                paragraph._p.getparent().remove(paragraph._p)

    draft = read(WholeWord(number="Số:      /STC-NS", also=[letter]), "CÔNG VĂN")
    assert (draft.marks.unit, draft.subject_line) == ("NS", "V/v lập dự toán năm 2027")


def test_a_draft_mark_would_be_signed() -> None:
    def mark(document: object) -> None:
        title = next(p for p in document.paragraphs if p.text == "KẾT LUẬN")  # type: ignore[attr-defined]
        title.insert_paragraph_before("DỰ THẢO LẦN 2")

    (problem,) = refused(WholeWord(also=[mark]))
    assert problem == "“DỰ THẢO LẦN 2” would stand on the signed pages: take it out"


def test_what_is_issued_with_another_document_is_told() -> None:
    problems = refused(WholeWord(subject="(Ban hành kèm theo Quyết định số 12-QĐ/TU)"))
    assert problems[0].startswith("“(Ban hành kèm theo Quyết định số 12-QĐ/TU)”: it is issued with")


def test_minutes_may_say_where_to_sign() -> None:
    def instruct(document: object) -> None:
        cell = document.tables[-1].rows[0].cells[1]  # type: ignore[attr-defined]
        cell.paragraphs[2].add_run("(Ký, ghi rõ họ tên)")

    assert read(WholeWord(also=[instruct])).signature.name == WholeWord().name


def test_another_type_is_refused() -> None:
    (problem,) = refused(WholeWord(), "THÔNG BÁO")
    assert problem == (
        "it says “KẾT LUẬN”, and a THÔNG BÁO was asked for: name the TYPE that it is, or correct it"
    )


def test_a_file_without_its_foot_is_refused() -> None:
    def cut(document: object) -> None:
        table = document.tables[-1]._tbl  # type: ignore[attr-defined]
        table.getparent().remove(table)

    assert refused(WholeWord(also=[cut])) == [
        "the heading “Nơi nhận:” with its lines is missing",
        "the signature block is missing",
    ]


def test_words_in_place_of_the_signature_are_refused() -> None:
    def sign(document: object) -> None:
        cell = document.tables[-1].rows[0].cells[1]  # type: ignore[attr-defined]
        cell.paragraphs[4].add_run("(Đã ký)")

    (problem,) = refused(WholeWord(also=[sign]))
    assert problem == "“(Đã ký)” stands where the signature will be: take it out"


def test_its_words_are_told_line_by_line() -> None:
    lines = finished_text(FinishedFile("whole.docx", WholeWord().data())).splitlines()
    assert {"KẾT LUẬN", "Số -KL/TU", "Trần Minh Khang"} <= set(lines)


def test_no_word_file_is_refused() -> None:
    with pytest.raises(WordFileBroken):
        read_finished(FinishedFile("it.docx", b"%PDF-1.7"), "ket-luan", "KẾT LUẬN")
