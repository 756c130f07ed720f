"""`vanban check` and `vanban template`: what they say, what they write, how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Say
from tests.conftest import DRAFTER, EXAMPLE
from tests.services.stages import At, conclusion

pytestmark = pytest.mark.slow

RIGHT = conclusion().replace("VỤ  \nPHÓ BÍ THƯ**", "VỤ**\n\nPHÓ BÍ THƯ")
DOUBLE = RIGHT.replace("vụ Tỉnh uỷ kết", "vụ  Tỉnh uỷ kết")
HIDDEN = RIGHT.replace("vụ Tỉnh uỷ kết", "vụ\u200b Tỉnh uỷ kết")
WRONG = DOUBLE.replace("T/M", "TM.")


@pytest.fixture
def check(say: Say, reading_office: Path, tmp_path: Path) -> Say:
    """`check(text, "--json")` is the command for a text, in the specimen office."""

    def check_it(text: str, *words: object) -> Answer:
        file = tmp_path / "d.md"
        file.write_text(text, "utf-8")
        return say("check", file, "--office", reading_office, *words)

    return check_it


# -- what it says ----------------------------------------------------------------------------------


def test_a_right_text_ends_with_nothing_found(check: Say) -> None:
    answer = check(RIGHT)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "Hướng dẫn 05-HD/VPTW: 0 errors, 0 warnings.\n"


def test_each_finding_is_told_with_place_sentence_and_source(check: Say) -> None:
    answer = check(WRONG)
    assert answer.code == 4
    first, source, second, rule, summary = answer.out.splitlines()
    assert first.startswith("✗ line 16, column 1: ")
    assert "TM. BAN THƯỜNG VỤ" in first
    assert source.strip().startswith("authority-form · HD05 ")
    assert second == "! line 7, column 14: There is more than one space between two words."
    assert rule.strip().startswith("double-space · ")
    assert summary == "Hướng dẫn 05-HD/VPTW: 1 error, 1 warning."


def test_warnings_alone_end_well_and_say_what_can_be_corrected(check: Say) -> None:
    answer = check(DOUBLE)
    assert answer.code == 0
    assert "--fix" in answer.err
    assert "--fix" not in check(RIGHT.replace("T/M", "TM.")).err


@pytest.mark.parametrize("words", [("--json",), ("--format", "json")])
def test_json_has_every_finding_whole(check: Say, words: tuple[str, ...]) -> None:
    answer = check(WRONG, *words)
    assert answer.code == 4
    assert answer.json["rules"] == "party-hd05"
    error, warning = answer.json["findings"]
    assert (error["rule"], error["severity"]) == ("authority-form", "error")
    assert error["expected"] == "T/M BAN THƯỜNG VỤ"
    assert warning["spot"] == {"line": 7, "column": 14, "page": 0, "box": None}
    start, end = warning["fix"]["start"], warning["fix"]["end"]
    assert WRONG[start:end] == "  "
    assert warning["fix"]["text"] == " "
    assert set(error) == {
        "rule", "source", "severity", "says", "found", "expected", "spot", "fix"}  # fmt: skip


def test_sarif_is_whole(check: Say, tmp_path: Path) -> None:
    answer = check(WRONG, "--format", "sarif")
    assert answer.code == 4
    told = answer.json
    assert told["version"] == "2.1.0"
    assert told["$schema"].endswith("sarif-2.1.0.json")
    (run,) = told["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "vanban"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids) == 2
    for result in run["results"]:
        assert result["ruleId"] in ids
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == (tmp_path / "d.md").as_uri()
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    assert json.loads(answer.out) == told


def test_sarif_names_a_file_by_a_uri(say: Say, reading_office: Path, tmp_path: Path) -> None:
    file = tmp_path / "kết luận 100%.md"
    file.write_text(DOUBLE, "utf-8")
    answer = say("check", file, "--office", reading_office, "--format", "sarif")
    (result,) = answer.json["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert " " not in uri
    assert "%." not in uri


def test_the_sentences_are_in_the_chosen_language_and_all_else_is_not(check: Say) -> None:
    english, vietnamese = (check(WRONG, "--json", "--lang", lang).json for lang in ("en", "vi"))
    pairs = list(zip(english["findings"], vietnamese["findings"], strict=True))
    assert len(pairs) == 2
    for one, other in pairs:
        assert one.pop("says") != other.pop("says")
    assert english == vietnamese
    (run,) = check(WRONG, "--format", "sarif", "--lang", "vi").json["runs"]
    assert run["language"] == "vi"
    assert [r["message"]["text"] for r in run["results"]][1].startswith("Giữa hai từ có")
    assert "Nguồn: HD05" in run["tool"]["driver"]["rules"][0]["help"]["text"]


def test_an_earlier_day_has_earlier_rules(check: Say) -> None:
    assert check(RIGHT, "--date", "2023-05-01", "--json").json["rules"] == "party-hd36"
    assert check(RIGHT, "--date", "1.5.2023").code == 2


def test_an_unknown_type_names_the_nearest(check: Say) -> None:
    answer = check(RIGHT, "--type", "ket-lan")
    assert answer.code == 4
    assert "ket-luan" in answer.err


def test_a_document_is_checked_by_its_id_and_by_its_number(say: Say, at: At) -> None:
    standing = at("issued")
    for name in (standing.id[:6], standing.document().official_number):
        answer = say("check", name, "--office", standing.directory)
        assert (answer.code, "0 errors" in answer.out) == (0, True)
    pdf = say("check", standing.official(), "--office", standing.directory, "--json")
    assert (pdf.code, pdf.json["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("d.md", None, 13), ("d.pdf", None, 13), ("d.docx", None, 13), ("d.md", b"\xff", 4),
     ("d.md", b"", 4), ("d.docx", b"x", 7), ("d.pdf", b"x", 7), ("d.odt", b"x", 7)],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named(
    say: Say, reading_office: Path, tmp_path: Path, name: str, data: bytes | None, code: int
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    answer = say("check", tmp_path / name, "--office", reading_office)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("Error: ")


def test_a_pdf_that_cannot_be_read_is_spoken_of_in_words(
    say: Say, reading_office: Path, tmp_path: Path
) -> None:
    (tmp_path / "d.pdf").write_bytes(b"x")
    answer = say("check", tmp_path / "d.pdf", "--office", reading_office)
    assert "BytesIO" not in answer.err
    assert "d.pdf" in answer.err


def test_an_unknown_document_is_not_found(say: Say, reading_office: Path) -> None:
    assert say("check", "abcdef", "--office", reading_office).code == 13


# -- correcting ------------------------------------------------------------------------------------


def test_a_text_is_corrected_and_the_difference_shown_beside_the_answer(
    check: Say, tmp_path: Path
) -> None:
    answer = check(DOUBLE, "--fix", "--yes", "--json")
    assert answer.code == 0
    assert (tmp_path / "d.md").read_text("utf-8") == RIGHT
    assert isinstance(answer.json, dict)
    lines = answer.err.splitlines()
    assert "-Ban Thường vụ  Tỉnh uỷ kết luận như sau." in lines
    assert "+Ban Thường vụ Tỉnh uỷ kết luận như sau." in lines
    assert check(RIGHT, "--fix", "--yes").err == "There is nothing to correct mechanically.\n"


def test_after_correcting_only_what_is_left_is_told(check: Say) -> None:
    answer = check(HIDDEN, "--fix", "--yes", "--json")
    assert (answer.code, answer.json["findings"]) == (0, [])


@pytest.mark.parametrize(("said", "text"), [(True, RIGHT), (False, DOUBLE)])
def test_it_asks_before_it_corrects(
    check: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bool, text: str
) -> None:
    asked = []

    def confirm(*words: object, **_: object) -> bool:
        asked.append(words)
        return said

    monkeypatch.setattr("click.confirm", confirm)
    check(DOUBLE, "--fix")
    assert len(asked) == 1
    assert (tmp_path / "d.md").read_text("utf-8") == text


def test_without_fix_nothing_is_written(check: Say, tmp_path: Path) -> None:
    check(DOUBLE, "--yes")
    assert (tmp_path / "d.md").read_text("utf-8") == DOUBLE


def test_a_draft_of_the_office_is_corrected_by_its_drafter(say: Say, at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(DOUBLE).id
    words = ("check", standing.id[:6], "--fix", "--yes", "--office", standing.directory)
    assert say(*words).code == 3
    assert say(*words, "--as", DRAFTER).code == 0
    document = standing.document()
    assert standing.stored(document.draft).read_text("utf-8") == RIGHT


def test_what_is_submitted_is_no_longer_corrected(say: Say, at: At) -> None:
    standing = at("empty")
    standing.id = standing.draft(DOUBLE).id
    office = ("--office", standing.directory, "--as", DRAFTER)
    assert say("submit", standing.id[:6], "--accept", "Đã xem", *office).code == 0
    assert say("check", standing.id[:6], "--fix", "--yes", *office).code == 5


def test_a_finished_file_is_not_corrected(
    say: Say, reading_office: Path, issued_pdf: tuple[Path, Path]
) -> None:
    before = issued_pdf[0].read_bytes()
    answer = say("check", issued_pdf[0], "--fix", "--yes", "--office", reading_office)
    assert answer.code == 2
    assert "Only a text can be corrected" in answer.err
    assert issued_pdf[0].read_bytes() == before


def test_pictures_are_one_for_each_page(check: Say, tmp_path: Path) -> None:
    folder = tmp_path / "ảnh" / "trang"
    text = EXAMPLE.read_text("utf-8").replace("họp phiên", "họp  phiên")
    answer = check(text, "--picture", folder)
    names = sorted(place.name for place in folder.iterdir())
    assert names == [f"d-{n}.png" for n in range(1, len(names) + 1)]
    assert len(names) > 1
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in names)
    assert [name in answer.err for name in names] == [True] * len(names)
    assert "d-1.png" not in answer.out
