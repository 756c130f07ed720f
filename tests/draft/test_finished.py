"""What a finished Word file says is known to the program: who signs, who gets it, how secret."""

from __future__ import annotations

import pytest

from tests.whole_word import WholeWord, said
from workflow.draft.finished import finished_text, read_finished
from workflow.model.document import Draft, Marks, SignatureBlock
from workflow.model.errors import DraftError, WordFileBroken
from workflow.model.places import FinishedFile


def read(whole: WholeWord, type_name: str = "KẾT LUẬN") -> Draft:
    return read_finished(FinishedFile("whole.docx", whole.data()), "ket-luan", type_name)


def refused(whole: WholeWord, type_name: str = "KẾT LUẬN") -> list[str]:
    with pytest.raises(DraftError) as error:
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


def test_another_type_is_refused() -> None:
    (problem,) = refused(WholeWord(), "THÔNG BÁO")
    assert problem == "whole.docx: it says “KẾT LUẬN”, and a THÔNG BÁO was asked for"


def test_a_file_without_its_foot_is_refused() -> None:
    def cut(document: object) -> None:
        table = document.tables[-1]._tbl  # type: ignore[attr-defined]
        table.getparent().remove(table)

    assert refused(WholeWord(also=[cut])) == [
        "whole.docx: the heading “Nơi nhận:” with its lines is missing",
        "whole.docx: the signature block is missing",
    ]


def test_words_in_place_of_the_signature_are_refused() -> None:
    def sign(document: object) -> None:
        cell = document.tables[-1].rows[0].cells[1]  # type: ignore[attr-defined]
        cell.paragraphs[4].add_run("(Đã ký)")

    (problem,) = refused(WholeWord(also=[sign]))
    assert problem == "whole.docx: “(Đã ký)” stands where the signature will be: take it out"


def test_its_words_are_told_line_by_line() -> None:
    lines = finished_text(FinishedFile("whole.docx", WholeWord().data())).splitlines()
    assert {"KẾT LUẬN", "Số -KL/TU", "Trần Minh Khang"} <= set(lines)


def test_no_word_file_is_refused() -> None:
    with pytest.raises(WordFileBroken):
        read_finished(FinishedFile("it.docx", b"%PDF-1.7"), "ket-luan", "KẾT LUẬN")
