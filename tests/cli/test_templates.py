"""`vanban template`: which there are, what they ask for, whether they can be used, a new one."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Say
from tests.services.stages import At

pytestmark = pytest.mark.slow

LAYOUTS = ("copy", "decision", "invitation", "joint", "letter", "minutes", "named", "proposal")
SHIPPED = [f"{family}-{layout}" for family in ("party", "state") for layout in LAYOUTS]


def test_all_templates_are_listed_with_the_types_that_use_them(
    say: Say, reading_office: Path
) -> None:
    answer = say("template", "list", "--office", reading_office, "--json")
    assert answer.code == 0
    by_layout = {each["layout"]: each for each in answer.json}
    assert list(by_layout) == SHIPPED
    assert all(each["as_shipped"] for each in answer.json)
    assert by_layout["party-letter"]["types"] == ["cong-van"]
    assert by_layout["party-copy"]["types"] == ["sao-y", "sao-luc", "trich-sao"]
    assert "ket-luan" in by_layout["party-named"]["types"]
    table = say("template", "list", "--office", reading_office)
    assert [name for name in SHIPPED if name not in table.out] == []
    assert table.out.count("as shipped") == len(SHIPPED)


def test_a_changed_a_missing_and_an_own_template_are_told_apart(say: Say, at: At) -> None:
    directory = at("empty").directory
    folder = directory / "templates"
    changed = docx.Document(str(folder / "party-named.docx"))
    changed.core_properties.title = "khác"
    changed.save(str(folder / "party-named.docx"))
    (folder / "party-letter.docx").rename(folder / "rieng.docx")
    listed = say("template", "list", "--office", directory)
    rows = {line.split()[0]: line for line in listed.out.splitlines() if line}
    assert "the office's own" in rows["party-named"]
    assert "missing" in rows["party-letter"]
    assert "the office's own" in rows["rieng"]
    assert "as shipped" in rows["party-minutes"]


@pytest.mark.parametrize("layout", ["party-named", "party-minutes", "state-letter"])
def test_a_template_shows_its_fields_and_places(
    say: Say, reading_office: Path, layout: str
) -> None:
    facts = say("template", "show", layout, "--office", reading_office, "--json").json
    assert {"body", "subject", "number_line", "signers", "recipients"} <= set(facts["fields"])
    second = ["signature_2", "seal_2"] if layout == "party-minutes" else []
    assert sorted(facts["places"]) == sorted(["number", "date", "signature", "seal", *second])
    shown = say("template", "show", layout, "--office", reading_office)
    assert f"{layout}.docx" in shown.out
    assert "Fields: " in shown.out
    assert "Places: " in shown.out


@pytest.mark.parametrize("layout", SHIPPED)
def test_every_shipped_template_can_be_used(say: Say, reading_office: Path, layout: str) -> None:
    answer = say("template", "check", layout, "--office", reading_office)
    assert (answer.code, answer.out) == (0, f"The template {layout} can be used.\n")


def test_a_template_with_wrong_margins_is_found_out(say: Say, at: At) -> None:
    directory = at("empty").directory
    file = directory / "templates" / "party-named.docx"
    changed = docx.Document(str(file))
    changed.sections[0].left_margin = 22 * 36000
    changed.save(str(file))
    answer = say("template", "check", "party-named", "--office", directory)
    assert answer.code == 7
    assert "margin-left" in answer.out
    found = say("template", "check", "party-named", "--office", directory, "--json")
    assert "margin-left" in [finding["rule"] for finding in found.json]
    assert "can be used" not in answer.out


def test_a_template_with_a_field_that_nothing_fills_is_refused(say: Say, at: At) -> None:
    directory = at("empty").directory
    file = directory / "templates" / "party-named.docx"
    changed = docx.Document(str(file))
    changed.add_paragraph("{{ khong_co }}")
    changed.save(str(file))
    answer = say("template", "check", "party-named", "--office", directory)
    assert (answer.code, "khong_co" in answer.err) == (7, True)
    shown = say("template", "show", "party-named", "--office", directory, "--json")
    assert "khong_co" in shown.json["fields"]


def test_every_feature_of_a_word_file_is_told(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "bao-cao.docx"
    made = docx.Document()
    made.add_paragraph("Số liệu tạm tính").runs[0].font.hidden = True
    made.add_paragraph("Báo cáo").runs[0].bold = True
    made.save(str(file))
    answer = say("template", "check", str(file), "--json")
    rows = {row["feature"]: row for row in answer.json["features"]}
    refused = rows["hidden text (w:vanish); show it, or delete it"]
    assert (answer.code, refused["state"], refused["count"]) == (7, "refused", 1)
    assert refused["place"] == "«Số liệu tạm tính»"
    assert rows["bold and italic"] | {"names": ()} == {
        "feature": "bold and italic", "state": "carried", "count": 1, "place": "«Báo cáo»",
        "names": (),
    }  # fmt: skip
    assert rows["properties of the file, and its preview"]["state"] == "harmless"
    shown = say("--lang", "vi", "template", "check", str(file))
    assert "chữ ẩn (w:vanish); hãy cho hiện ra hoặc xoá đi" in shown.out
    assert shown.out.splitlines()[1].startswith("từ chối")


@pytest.mark.parametrize("command", ["show", "check"])
@pytest.mark.parametrize("name", ["party-nmaed", "không-có.docx"])
def test_a_template_that_is_not_there_is_missed(
    say: Say, reading_office: Path, command: str, name: str
) -> None:
    answer = say("template", command, name, "--office", reading_office)
    assert (answer.code, answer.out) == (13, "")
    assert name.removesuffix(".docx") in answer.err


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_file_that_is_no_template_is_refused(
    say: Say, reading_office: Path, tmp_path: Path, command: str
) -> None:
    file = tmp_path / "mau.docx"
    file.write_bytes(b"no")
    answer = say("template", command, file, "--office", reading_office)
    assert (answer.code, answer.out) == (7, "")
    assert "mau.docx" in answer.err


# -- a new one -------------------------------------------------------------------------------------


def test_a_new_template_is_the_shipped_one_under_its_name(say: Say, at: At) -> None:
    folder = at("empty").directory / "templates"
    shipped = (folder / "party-letter.docx").read_bytes()
    (folder / "party-letter.docx").unlink()
    answer = say("template", "new", "party-letter", "--office", folder.parent)
    assert (answer.code, "party-letter.docx" in answer.out) == (0, True)
    assert (folder / "party-letter.docx").read_bytes() == shipped
    words = ("template", "new", "party-letter", "--name", "rieng", "--office", folder.parent)
    named = say(*words, "--json")
    assert named.json == {"file": str(folder / "rieng.docx")}
    assert (folder / "rieng.docx").read_bytes() == shipped


def test_a_file_that_is_there_is_not_written_over(say: Say, at: At) -> None:
    folder = at("empty").directory / "templates"
    (folder / "party-named.docx").write_bytes(b"mine")
    for words in (("party-named",), ("party-letter", "--name", "party-named")):
        answer = say("template", "new", *words, "--office", folder.parent)
        assert (answer.code, answer.out) == (7, "")
        assert "party-named.docx" in answer.err
    assert (folder / "party-named.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(("name", "near"), [("party-nmaed", "party-named"), ("xyz", "state-joint")])
def test_an_unknown_layout_names_the_nearest(
    say: Say, reading_office: Path, name: str, near: str
) -> None:
    answer = say("template", "new", name, "--office", reading_office)
    assert (answer.code, answer.out) == (7, "")
    assert name in answer.err
    assert near in answer.err


@pytest.mark.parametrize(
    ("layout", "name"),
    [("party-named", "../ngoai"), ("party-named", "a/b"), ("../templates/party-named", "c")],
)
def test_a_name_does_not_lead_out_of_the_folder(say: Say, at: At, layout: str, name: str) -> None:
    directory = at("empty").directory
    answer = say("template", "new", layout, "--name", name, "--office", directory)
    assert answer.code == 7
    assert not list(directory.rglob("ngoai.docx"))
