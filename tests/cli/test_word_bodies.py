"""`vanban draft new --from FILE.docx`: what is shown, in words and as JSON, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.conftest import DRAFTER
from tests.draft.word_files import BODY, Page, bare_body, in_tables
from tests.services.stages import At
from tests.whole_word import WholeWord

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "van-ban.docx"
    place.write_bytes(in_tables())
    return place


def test_what_was_recognised_is_shown(say: Say, at: At, file: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    made = say("draft", "new", "ket-luan", "--from", file, *office)
    assert made.code == 0, made.err
    assert "Recipients: 3 (Ban Bí thư Trung ương Đảng (b/c); " in made.out
    assert "Signature: T/M BAN THƯỜNG VỤ · PHÓ BÍ THƯ · Trần Minh Khang" in made.out
    assert f"from: {BODY[0]}" in made.out
    assert "Note: the number “Số 127-KL/TU” is not taken over" in made.err
    id = made.out.split("Draft ")[1][:6]
    shown = say("draft", "show", id, *office)
    for text in BODY:
        assert f"  {text}" in shown.out


def test_the_same_as_json(say: Say, at: At, file: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    made = say("draft", "new", "ket-luan", "--from", file, "--json", *office)
    assert made.json["document"]["state"] == "draft"
    assert made.json["counts"] == {"paragraphs": 3, "tables": 0, "pictures": 0, "notes": 0}
    assert any("127-KL/TU" in note for note in made.json["notes"])


def test_missing_parts_are_named_and_given_by_a_frame(say: Say, at: At, tmp_path: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    body, parts = tmp_path / "than.docx", tmp_path / "parts.md"
    body.write_bytes(bare_body())
    parts.write_text(
        "**về công tác văn thư**\n\n-----\n\nNơi nhận:\n\n- Lưu Văn phòng Tỉnh uỷ.\n\n"
        "**T/M BAN THƯỜNG VỤ**  \nPHÓ BÍ THƯ\n\n**Trần Minh Khang**\n",
        "utf-8",
    )
    refused = say("draft", "new", "ket-luan", "--from", body, *office)
    assert refused.code == 4
    assert "“Nơi nhận:” with its lines" in refused.err
    assert "--parts FILE.md" in refused.err
    assert say("draft", "new", "ket-luan", "--from", body, "--parts", parts, *office).code == 0


def test_options_of_word_files_do_not_go_with_a_text(say: Say, at: At, tmp_path: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    text = tmp_path / "draft.md"
    text.write_text("x", "utf-8")
    for option in (("--accept-changes",), ("--parts", text)):
        assert say("draft", "new", "ket-luan", "--from", text, *option, *office).code == 2


def test_another_file_is_shown_before_it_counts(say: Say, at: At, file: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    id = say("draft", "new", "ket-luan", "--from", file, *office).out.split("Draft ")[1][:6]
    other = file.with_name("moi.docx")
    page = Page()
    page.lines((*BODY[:-1], "2. Văn phòng Tỉnh uỷ báo cáo trước ngày 30/9/2026."))
    other.write_bytes(page.data())
    asked = say("draft", "edit", id, "--from", other, "--json", *office)
    assert asked.json["accepted"] is False
    assert asked.json["recognised"]["signers"]
    removed = [words["removed"] for words in asked.json["difference"]["words"]]
    taken = say("draft", "edit", id, "--from", other, "--yes", *office)
    assert "Recognised in the Word file:" in taken.out
    assert f"Draft {id} was changed." in taken.out
    assert all(words in taken.err for words in removed)
    again = say("draft", "edit", id, "--from", other, "--yes", *office)
    assert "Nothing was changed." in again.out


def test_a_finished_file_takes_another_one_with_the_same_option(
    say: Say, at: At, tmp_path: Path
) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    first = WholeWord().write(tmp_path / "one.docx")
    second = WholeWord(subject="về công tác lưu trữ").write(tmp_path / "two.docx")
    made = say("draft", "new", "ket-luan", "--from", first, "--as-is", "--json", *office)
    id = made.json["document"]["id"]
    edited = say("draft", "edit", id, "--from", second, "--yes", "--json", *office)
    assert (edited.json["accepted"], edited.json["document"]["subject"]) == (
        True, "về công tác lưu trữ",
    )  # fmt: skip


def test_places_and_parts_go_with_what_they_are_of(say: Say, at: At, file: Path) -> None:
    office = ("--office", at("empty").directory, "--as", DRAFTER)
    id = say("draft", "new", "ket-luan", "--from", file, *office).out.split("Draft ")[1][:6]
    placed = say("draft", "edit", id, "--from", file, "--place", "seal=1:9x9", *office)
    assert placed.code == 2
    assert "taken as it is" in placed.err
    text = file.with_name("x.md")
    text.write_text("x", "utf-8")
    assert say("draft", "edit", id, "--from", text, "--parts", text, *office).code == 2
