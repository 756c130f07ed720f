"""The lines between `---` before a text: every mark is read, and none is misread in silence."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from tests.draft.test_markdown import BODY, HEAD, TAIL, mistakes, read
from workflow.draft.marks import KEYS
from workflow.model.document import Marks

PLAIN = Marks()
NO_END = "d.md:1: the lines after `---` have no end: a second `---` is missing"
FORM = "a line before the text reads `name: value`"


def text(*lines: str) -> str:
    """A whole draft with these lines before it."""
    return "\n".join(["---", *lines, "---", HEAD]) + BODY + TAIL


def marks(*lines: str) -> Marks:
    return read(text(*lines)).marks


# -- what each says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Độ khẩn: khẩn", replace(PLAIN, urgency="KHẨN")),
        ("Độ mật: tuyệt mật", replace(PLAIN, secrecy="TUYỆT MẬT")),
        ("Phạm vi: lưu hành nội bộ", replace(PLAIN, circulation="LƯU HÀNH NỘI BỘ")),
        ("Dự thảo: 2", replace(PLAIN, draft="2")),
        ("Không phổ biến: có", replace(PLAIN, not_for_media=True)),
        ("Người soạn: Nguyễn Thu Hà", replace(PLAIN, drafter="Nguyễn Thu Hà")),
        ("Số bản: 25", replace(PLAIN, copies="25")),
        ("Liên hệ: số 1, phố Lê Lợi", replace(PLAIN, contact="số 1, phố Lê Lợi")),
        ("Đơn vị: VX", replace(PLAIN, unit="VX")),
        ("In hai mặt: có", replace(PLAIN, duplex=True)),
    ],
)
def test_each_mark_is_its_own_and_touches_no_other(line: str, expected: Marks) -> None:
    assert marks(line) == expected


def test_every_mark_that_a_document_may_have_has_a_key() -> None:
    assert len(KEYS) == len(fields(Marks))
    read_ = [set_(PLAIN, "có") for set_ in KEYS.values()]
    assert all(each != PLAIN for each in read_)
    assert len(set(read_)) == len(KEYS)


def test_all_marks_stand_together() -> None:
    found = marks(*(f"{key}: {'mật' if key == 'Độ mật' else 'có'}" for key in KEYS))
    assert found == Marks("CÓ", "CÓ", "có", True, "có", "có", "có", "có", True, "MẬT")


def test_a_text_without_such_lines_has_no_marks() -> None:
    assert read(HEAD + BODY + TAIL).marks == PLAIN


@pytest.mark.parametrize("lines", [(), ("",), ("", "  ", "")])
def test_lines_that_say_nothing_are_no_marks(lines: tuple[str, ...]) -> None:
    assert marks(*lines) == PLAIN


def test_the_value_may_have_colons_of_its_own() -> None:
    assert marks("Liên hệ: ĐT: 0123; thư: a@b.vn").contact == "ĐT: 0123; thư: a@b.vn"


def test_spaces_around_and_within_do_not_count() -> None:
    assert marks("  Người   soạn :   Thu   Hà  ").drafter == "Thu Hà"


@pytest.mark.parametrize(
    "name",
    ["Độ khẩn", "ĐỘ KHẨN", "độ khẩn", "Độ  khẩn", "Đo\u0323\u0302 kha\u0302\u0309n", "độ khẩn "],
)
def test_case_spaces_and_composition_of_a_name_do_not_count(name: str) -> None:
    assert marks(f"{name}: KHẨN").urgency == "KHẨN"


def test_an_urgency_keeps_its_own_tone_marks() -> None:
    assert marks("Độ khẩn: hoả tốc").urgency == "HOẢ TỐC"
    assert marks("Độ khẩn: hỏa tốc").urgency == "HỎA TỐC"


@pytest.mark.parametrize("yes", ["có", "Có", "CÓ", "yes", "co\u0301"])
@pytest.mark.parametrize("key", ["Không phổ biến", "In hai mặt"])
def test_yes_is_yes_however_it_is_written(key: str, yes: str) -> None:
    found = marks(f"{key}: {yes}")
    assert found.not_for_media is (key == "Không phổ biến")
    assert found.duplex is (key == "In hai mặt")


@pytest.mark.parametrize("no", ["không", "no"])
def test_no_is_no(no: str) -> None:
    assert marks(f"Không phổ biến: {no}", f"In hai mặt: {no}") == PLAIN


# -- where they stand ------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "  \n"])
def test_any_end_of_line_does(end: str) -> None:
    draft = read(end.join(["---", "Dự thảo: 2", "---", ""]) + HEAD + BODY + TAIL)
    assert draft.marks.draft == "2"


def test_the_lines_of_the_text_are_counted_from_the_top_of_the_file() -> None:
    plain, marked = read(HEAD + BODY + TAIL), read(text("Dự thảo: 2", "", "Số bản: 5"))
    assert [p.line for p in marked.body] == [p.line + 5 for p in plain.body]
    assert marked.signature.line == plain.signature.line + 5
    (found,) = mistakes(text("Dự thảo: 2").replace("Đoạn thứ nhất", "> Đoạn"))
    assert found.startswith("d.md:10: ")


def test_such_lines_later_in_the_text_are_no_marks() -> None:
    found = mistakes(HEAD + "\nĐoạn.\n\n---\nĐộ khẩn: khẩn\n---\n" + TAIL)
    assert len(found) == 2
    assert all("a second line `-----`" in each for each in found)


# -- mistakes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "near"),
    [("Độ khan", "Độ khẩn"), ("Don vi", "Đơn vị"), ("Người soạn thảo", "Người soạn"),
     ("Số bản in", "Số bản"), ("Lien he", "Liên hệ")],
)  # fmt: skip
def test_an_unknown_mark_is_named_with_the_nearest(name: str, near: str) -> None:
    (found,) = mistakes(text("Dự thảo: 2", f"{name}: x"))
    assert found.startswith(f"d.md:3: unknown mark “{name}”; nearest: ")
    assert near in found.split("nearest: ")[1].split(", ")


def test_a_mark_like_none_is_answered_with_all() -> None:
    (found,) = mistakes(text("xyz: 1"))
    assert found.split("nearest: ")[1].split(", ") == list(KEYS)


@pytest.mark.parametrize(
    "line", ["Độ khẩn", "Độ khẩn:", "Độ khẩn:   ", "# ghi chú", "Độ khẩn KHẨN"]
)
def test_a_line_without_name_or_value_is_named(line: str) -> None:
    assert mistakes(text("Dự thảo: 2", line)) == [f"d.md:3: {FORM}"]


def test_every_wrong_line_is_named() -> None:
    found = mistakes(text("xyz: 1", "", "Độ khẩn", "Dự thảo: 2", "abc: 3"))
    assert [each.split(": ")[0] for each in found] == ["d.md:2", "d.md:4", "d.md:6"]


def test_lines_without_an_end_are_named() -> None:
    assert NO_END in mistakes("---\nĐộ khẩn: KHẨN\n" + HEAD + BODY + TAIL)


def test_lines_without_an_end_are_the_only_mistake() -> None:
    assert mistakes("---\nĐộ khẩn: KHẨN\n" + HEAD + BODY + TAIL) == [NO_END]


@pytest.mark.parametrize("value", ["x", "đúng", "true", "cóa", "1"])
@pytest.mark.parametrize("key", ["Không phổ biến", "In hai mặt"])
def test_what_is_neither_yes_nor_no_is_refused(key: str, value: str) -> None:
    """A document that must not be spread would be, because of a slip."""
    (found,) = mistakes(text(f"{key}: {value}"))
    assert found.startswith("d.md:2: ")


def test_a_mark_that_stands_twice_is_refused() -> None:
    (found,) = mistakes(text("Độ khẩn: khẩn", "Độ khẩn: hoả tốc"))
    assert found.startswith("d.md:3: ")
