"""recipient list, show, check, import, export, merge, reconcile, as a clerk sees them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.cli.terminal import run_at_terminal
from tests.conftest import CLERK, SEAL
from tests.services.stages import At
from workflow.model.errors import ConcurrentChange
from workflow.services.directory_changes import plan_merger, write_changes
from workflow.services.office import open_office

pytestmark = pytest.mark.slow

BODIES = "recipients/bodies.toml"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The example office without keys: nothing is signed here."""
    root = Path(__file__).parents[2]
    place = tmp_path / "office"
    shutil.copytree(root / "recipients", place / "recipients")
    shutil.copy(root / "office.toml", place)
    return place


def ids(answer: object) -> list[str]:
    return [entry["body"]["id"] for entry in answer]  # type: ignore[attr-defined]


def test_the_list_can_be_narrowed(say: Say, office: Path) -> None:
    def found(*words: str) -> list[str]:
        return ids(say("recipient", "list", "--office", office, "--json", *words).json)

    every = found()
    assert len(every) > 60
    assert found("--kind", "judicial-body") == [
        "toa-an-nhan-dan-tinh",
        "vien-kiem-sat-nhan-dan-tinh",
    ]
    assert set(found("--under", "VPTU")) == {id for id in every if "chuyen-vien" in id} | {
        id for id in every if "chanh-van-phong" in id
    }
    assert set(found("--group", "Các huyện uỷ")) == {id for id in every if "huyen-uy-" in id}
    assert found("--group", "Các huyện uỷ", "--kind", "judicial-body") == []


def test_the_list_is_that_of_a_day(say: Say, office: Path) -> None:
    words = ("recipient", "merge", "so-y-te", "Sở Nội vụ", "--into", "so-tai-chinh")
    assert say(*words, "--on", "2026-07-01", "--yes", "--office", office).code == 0
    for day, there in (("2026-06-30", True), ("01/07/2026", False)):
        answer = say("recipient", "list", "--on", day, "--office", office, "--json")
        assert ("so-y-te" in ids(answer.json)) is there
    everybody = say("recipient", "list", "--all", "--office", office, "--json").json
    assert "so-y-te" in ids(everybody)
    shown = say("recipient", "show", "Sở Y tế", "--on", "2026-08-01", "--office", office)
    assert "Sở Tài chính" in shown.out
    heir = say("recipient", "show", "Sở Tài chính", "--on", "2026-08-01", "--office", office)
    assert "Stands for: Sở Lao động - Thương binh và Xã hội; Sở Nội vụ; Sở Y tế" in heir.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("VPTU", "Văn phòng Tỉnh uỷ (van-phong-tinh-uy)"),
        ("A12.01.01.H99", "Văn phòng Tỉnh uỷ (van-phong-tinh-uy)"),
        ("cac-huyen-uy", "Holds on that day: 5"),
        ("các HUYỆN ủy", "Holds on that day: 5"),
    ],
)
def test_a_body_is_shown_by_any_of_its_names(say: Say, office: Path, name: str, said: str) -> None:
    assert said in say("recipient", "show", name, "--office", office).out


def test_who_is_not_there_is_told_with_the_likeness_of_others(say: Say, office: Path) -> None:
    answer = say("recipient", "show", "Sở Y te", "--office", office)
    assert answer.code == 6
    assert "Sở Y tế (86%)" in answer.err
    for option in ("--under", "--group", "--kind"):
        assert say("recipient", "list", option, "zzz", "--office", office).code == 6


def test_the_check_names_all_mistakes_by_line(say: Say, office: Path) -> None:
    assert say("recipient", "check", "--office", office).code == 0
    more = office / "recipients" / "more.toml"
    more.write_text(
        '[bodies.x]\nname = "X"\nkind = "x"\nchannel = "pigeon"\ncertificate = "keys/x.pem"\n'
        '[bodies.y]\nname = "Y"\nkind = "y"\nto = 2020-01-01\n'
        '[groups.g]\nname = "G"\nmembers = ["y"]\n[groups.h]\nname = "H"\nmembers = ["h", "x"]\n',
        "utf-8",
    )
    answer = say("recipient", "check", "--office", office, "--json")
    assert answer.code == 3
    assert [(p["place"].removeprefix("recipients/"), p["says"][:24]) for p in answer.json] == [
        ("more.toml:4", "office.toml has no chann"),
        ("more.toml:5", "the file recipients/keys"),
        ("more.toml:10", "the group “G” holds nobo"),
        ("more.toml:12", "“Y” is there until 01/01"),
        ("more.toml:15", "the group “H” holds itse"),
    ]
    more.write_text('[bodies.x]\nname = "X"\nkind = "x"\nsuperior = "zz"\n', "utf-8")
    assert "more.toml:4" in say("recipient", "check", "--office", office).out


@pytest.mark.parametrize("name", ["b.csv", "b.xlsx"])
def test_a_table_that_was_exported_changes_nothing_when_it_comes_back(
    say: Say, office: Path, name: str
) -> None:
    before = (office / BODIES).read_bytes()
    assert say("recipient", "export", office / name, "--office", office).code == 0
    answer = say("recipient", "import", office / name, "--office", office)
    assert (answer.code, answer.out) == (0, "Nothing is different; nothing was written.\n")
    assert (office / BODIES).read_bytes() == before


def test_an_import_is_shown_first_and_written_only_when_told(say: Say, office: Path) -> None:
    table = office / "t.csv"
    table.write_text(
        "id,name,kind,email\nso-tai-chinh,Sở Tài chính,department,y@x.vn\n,Sở Mới,k,\n", "utf-8"
    )
    before = (office / BODIES).read_text("utf-8")
    answer = say("recipient", "import", table, "--office", office)
    assert answer.code == 2
    assert "email: – → y@x.vn" in answer.err
    assert "New: 1, changed: 1." in answer.err
    assert (office / BODIES).read_text("utf-8") == before
    answer = say("recipient", "import", table, "--office", office, "--yes", "--json")
    assert [(c["body"], c["new"]) for c in answer.json] == [
        ("so-tai-chinh", False),
        ("so-moi", True),
    ]
    after = (office / BODIES).read_text("utf-8")
    assert after.replace('email = "y@x.vn"\n', "").startswith(before)
    assert say("recipient", "import", table, "--office", office, "--yes").out.startswith("Nothing")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("t.csv", b"id,name\nso-y-te,\n", 6),
        ("t.csv", b"id,name,kind\nx,=1+1,k\n", 6),
        ("t.xlsx", b"no workbook", 6),
        ("t.txt", b"", 6),
        ("gone.csv", None, 13),
    ],
)
def test_a_table_that_is_not_right_changes_nothing(
    say: Say, office: Path, name: str, data: bytes | None, code: int
) -> None:
    before = (office / BODIES).read_bytes()
    if data is not None:
        (office / name).write_bytes(data)
    assert say("recipient", "import", office / name, "--yes", "--office", office).code == code
    assert (office / BODIES).read_bytes() == before


def test_an_export_needs_the_name_of_a_table(say: Say, office: Path) -> None:
    assert say("recipient", "export", office / "bodies.toml", "--office", office).code == 6
    assert not (office / "bodies.toml").exists()


def test_issue_shows_who_gets_what_before_it_seals(say: Say, at: At) -> None:
    standing = at("signed")
    words = ("issue", standing.id, "--seal", SEAL, "--as", CLERK, "--office", standing.directory)
    answer = say(*words)
    assert answer.code == 0
    assert "2. Văn phòng Trung ương Đảng, Ban Chính sách" in answer.err
    assert "Copies: 4 electronic, 0 on paper, 1 for the archive. (folder 4)" in answer.err
    assert "Copies" not in answer.out
    assert "Copies" not in say(*words).err  # it is issued already


def test_a_document_is_reconciled_for_people_and_programs(say: Say, at: At) -> None:
    standing = at("signed")
    words = ("recipient", "reconcile", standing.id, "--office", standing.directory)
    shown = say(*words)
    assert shown.code == 0
    assert "Ban Bí thư Trung ương Đảng (để b/c) [for report]" in shown.out
    answer = say(*words, "--json").json
    assert answer["copies"] == {"electronic": 4, "paper": 0, "archive": 1}
    bodies = standing.directory / BODIES
    text = bodies.read_text("utf-8")
    named = "[bodies.ban-bi-thu]\n"
    bodies.write_text(text.replace(named, named + "to = 2026-01-01\n"), "utf-8")
    stopped = say(*words)
    assert stopped.code == 6
    assert "✗" in stopped.out
    issue = ("issue", standing.id, "--seal", SEAL, "--as", CLERK, "--office", standing.directory)
    refused = say(*issue)
    assert refused.code == 6
    assert "has no successor" in refused.err


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False)])
def test_at_a_terminal_it_is_asked(office: Path, answer: str, written: bool) -> None:
    (office / "t.csv").write_text("id,short\nso-tai-chinh,STC\n", "utf-8")
    words = ("recipient", "import", "t.csv")
    seen = run_at_terminal(*words, cwd=office, typed={"Write it so?": answer})
    assert seen.code == 0
    assert "short: – → STC" in seen.screen
    assert ('short = "STC"' in (office / BODIES).read_text("utf-8")) is written


def test_a_directory_that_somebody_changed_meanwhile_is_left_alone(office: Path) -> None:
    opened = open_office(office)
    planned = plan_merger(opened, ["so-y-te"], "so-noi-vu", date(2026, 3, 1))
    groups = office / "recipients" / "groups.toml"
    groups.write_text(groups.read_text("utf-8") + "# somebody else\n", "utf-8")
    before = (office / BODIES).read_bytes()
    with pytest.raises(ConcurrentChange):
        write_changes(opened, planned)
    assert (office / BODIES).read_bytes() == before
