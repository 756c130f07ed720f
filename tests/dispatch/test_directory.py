"""The directory of recipients: groups end, a name leads to one body, mistakes come all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflow.dispatch.directory import Directory, expanded, read_directory
from workflow.model.errors import NotFound, SettingsError
from workflow.model.parties import Body, Group
from workflow.model.vietnamese import matching_key

EXAMPLE = Path(__file__).parents[2] / "recipients"

BODIES = """\
[bodies.tinh-uy]
name = "Tỉnh uỷ"
kind = "committee"
organ_id = "A12.01.00.H99"

[bodies.so-noi-vu]
name = "Sở Nội vụ"
kind = "department"
superior = "tinh-uy"
aliases = ["Sở NV"]
channel = "folder"
address = "snv"

[bodies.so-y-te]
name = "Sở Y tế"
kind = "department"
"""

GROUPS = """\
[groups.cac-so]
name = "Các sở"
kinds = ["department"]

[groups.tat-ca]
name = "Tất cả"
members = ["cac-so", "tinh-uy"]
"""


def directory(folder: Path, **files: str) -> Directory:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return read_directory(folder)


def mistakes(folder: Path, **files: str) -> list[str]:
    """What a person would be told, the folder's own name left out."""
    try:
        directory(folder, **files)
    except SettingsError as error:
        return [problem.text().removeprefix(f"{folder.name}/") for problem in error.problems]
    return []


def ids(found: list[Body]) -> list[str]:
    return [body.id for body in found]


# -- what is there ---------------------------------------------------------------------------------


def test_bodies_and_groups_are_read_from_all_files(tmp_path: Path) -> None:
    found = directory(tmp_path, b=BODIES, g=GROUPS)
    assert found.bodies["so-noi-vu"] == Body(
        id="so-noi-vu", name="Sở Nội vụ", kind="department", superior="tinh-uy",
        aliases=("Sở NV",), channel="folder", address="snv",
    )  # fmt: skip
    assert found.bodies["so-y-te"].channel == "folder"
    assert found.groups["tat-ca"] == Group("tat-ca", "Tất cả", members=("cac-so", "tinh-uy"))


def test_a_body_stands_for_itself(tmp_path: Path) -> None:
    assert ids(directory(tmp_path, b=BODIES, g=GROUPS).members("so-y-te")) == ["so-y-te"]


def test_a_group_stands_for_all_of_its_kinds(tmp_path: Path) -> None:
    found = directory(tmp_path, b=BODIES, g=GROUPS)
    assert ids(found.members("cac-so")) == ["so-noi-vu", "so-y-te"]


def test_a_group_of_groups_stands_for_all_of_them_in_the_order_of_the_directory(
    tmp_path: Path,
) -> None:
    found = directory(tmp_path, b=BODIES, g=GROUPS)
    assert ids(found.members("tat-ca")) == ["tinh-uy", "so-noi-vu", "so-y-te"]


def test_a_kind_can_be_narrowed_to_those_under_one_superior(tmp_path: Path) -> None:
    groups = '[groups.g]\nname = "G"\nkinds = ["department"]\nsuperior = "tinh-uy"\n'
    assert ids(directory(tmp_path, b=BODIES, g=groups).members("g")) == ["so-noi-vu"]


def test_a_group_may_have_members_and_kinds(tmp_path: Path) -> None:
    groups = '[groups.g]\nname = "G"\nmembers = ["tinh-uy", "so-y-te"]\nkinds = ["department"]\n'
    assert len(directory(tmp_path, b=BODIES, g=groups).members("g")) == 3


def test_groups_that_name_each_other_end(tmp_path: Path) -> None:
    groups = (
        '[groups.a]\nname = "A"\nmembers = ["b", "so-y-te"]\n'
        '[groups.b]\nname = "B"\nmembers = ["c", "tinh-uy"]\n'
        '[groups.c]\nname = "C"\nmembers = ["a", "c", "b"]\n'
    )
    found = directory(tmp_path, b=BODIES, g=groups)
    assert [ids(found.members(name)) for name in "abc"] == [["tinh-uy", "so-y-te"]] * 3


@pytest.mark.parametrize("name", ["SỞ NỘI VỤ", "sở nv", "Sở  NV", "Tỉnh ủy", "cac so", "Các sở"])
def test_names_and_aliases_lead_to_their_entry(tmp_path: Path, name: str) -> None:
    found = directory(tmp_path, b=BODIES, g=GROUPS)
    assert (matching_key(name) in found.names) == (name != "cac so")


def test_abbreviations_are_written_out_word_by_word_whatever_the_case() -> None:
    table = {"TU": "Tỉnh uỷ", "đ/c": "đồng chí", "VPTU": "Văn phòng Tỉnh uỷ"}
    assert expanded("Đ/c Chánh VPTU", table) == "đồng chí Chánh Văn phòng Tỉnh uỷ"
    assert expanded("Tư pháp", table) == "Tư pháp"
    assert expanded("TUTU tu", table) == "TUTU Tỉnh uỷ"


def test_a_name_may_be_written_in_the_directory_with_its_abbreviations(tmp_path: Path) -> None:
    text = '[abbreviations]\n"SNV" = "Sở Nội vụ"\n'
    bodies = BODIES.replace('["Sở NV"]', '["Lãnh đạo SNV"]')
    found = directory(tmp_path, a=text, b=bodies)
    assert found.abbreviations == {"SNV": "Sở Nội vụ"}
    assert found.names["lãnh đạo sở nội vụ"] == "so-noi-vu"


def test_abbreviations_may_be_spread_over_files(tmp_path: Path) -> None:
    found = directory(
        tmp_path, a='[abbreviations]\n"A" = "x"\n', b=BODIES, c='[abbreviations]\n"B" = "y"\n'
    )
    assert found.abbreviations == {"A": "x", "B": "y"}


# -- the example -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> Directory:
    return read_directory(EXAMPLE)


def test_the_example_has_no_empty_group(example: Directory) -> None:
    assert [id for id in example.groups if not example.members(id)] == []


def entries(of: Directory) -> list[Body | Group]:
    return [*of.bodies.values(), *of.groups.values()]


def test_every_name_of_the_example_leads_to_the_entry_that_has_it(example: Directory) -> None:
    for entry in entries(example):
        for name in (entry.name, *entry.aliases):
            assert example.names[matching_key(expanded(name, example.abbreviations))] == entry.id


def test_no_abbreviation_of_the_example_changes_a_name_in_it(example: Directory) -> None:
    for entry in entries(example):
        for name in (entry.name, *entry.aliases):
            assert expanded(name, example.abbreviations) == name


def test_every_body_of_the_example_with_an_identifier_has_its_own(example: Directory) -> None:
    found = [body.organ_id for body in example.bodies.values() if body.organ_id]
    assert len(set(found)) == len(found) > 30


# -- mistakes --------------------------------------------------------------------------------------


def test_a_folder_without_files_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_directory(tmp_path)


def test_a_folder_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_directory(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        ('superior = "tinh-uy"', 'superior = "tinh-ui"', "b.toml:9",
         "“tinh-ui” is not in the directory; nearest: tinh-uy"),
        ('kind = "committee"', 'kynd = "committee"', "b.toml:3",
         "“bodies.tinh-uy.kynd” is not known; did you mean “kind”?"),
        ('organ_id = "A12.01.00.H99"', 'organ_id = "A12.01"', "b.toml:4",
         "“bodies.tinh-uy.organ_id” = “A12.01” does not have the form"),
        ('aliases = ["Sở NV"]', 'aliases = "Sở NV"', "b.toml:10",
         "“bodies.so-noi-vu.aliases” must be a list of texts"),
        ('name = "Sở Nội vụ"\n', "", "b.toml:6", "“bodies.so-noi-vu.name” is missing"),
    ],
)  # fmt: skip
def test_a_mistake_of_a_body_is_named_with_file_and_line(
    tmp_path: Path, old: str, new: str, place: str, sentence: str
) -> None:
    found = mistakes(tmp_path, b=BODIES.replace(old, new), g=GROUPS.replace("tat-ca", "tat"))
    assert [m for m in found if m.startswith(f"{place}: {sentence}")]


@pytest.mark.parametrize(
    ("groups", "place", "sentence"),
    [
        (GROUPS.replace('"tinh-uy"]', '"tinh-ui"]'), "g.toml:7",
         "“tinh-ui” is not in the directory; nearest: tinh-uy"),
        (GROUPS.replace('"department"', '"departement"'), "g.toml:3",
         "“departement” is not in the directory; nearest: department"),
        ('[groups.x]\nname = "X"\nkinds = ["department"]\nsuperior = "zzzz"\n', "g.toml:4",
         "“zzzz” is not in the directory; nearest: –"),
        ('\n[groups.x]\nname = "X"\n', "g.toml:2",
         "the group “x” has neither members nor kinds"),
        ('\n[groups.x]\nname = "X"\nmembers = []\n', "g.toml:2",
         "the group “x” has neither members nor kinds"),
    ],
)  # fmt: skip
def test_a_mistake_of_a_group_is_the_only_one_named_with_file_and_line(
    tmp_path: Path, groups: str, place: str, sentence: str
) -> None:
    assert mistakes(tmp_path, b=BODIES, g=groups) == [f"{place}: {sentence}"]


def test_an_identifier_of_two_bodies_is_named_at_the_second(tmp_path: Path) -> None:
    text = BODIES + 'organ_id = "A12.01.00.H99"\n'
    assert mistakes(tmp_path, b=text) == [
        "b.toml:17: the identifier A12.01.00.H99 belongs to “tinh-uy” already"
    ]


def test_an_identifier_of_two_bodies_in_two_files_is_named_in_the_second(tmp_path: Path) -> None:
    more = '\n[bodies.x]\nname = "X"\nkind = "k"\norgan_id = "A12.01.00.H99"\n'
    assert mistakes(tmp_path, b=BODIES, c=more) == [
        "c.toml:5: the identifier A12.01.00.H99 belongs to “tinh-uy” already"
    ]


@pytest.mark.parametrize("table", ["bodies", "groups"])
def test_a_table_that_stands_in_two_files_is_named_in_the_second(
    tmp_path: Path, table: str
) -> None:
    entry = {"bodies": "[bodies.so-y-te]\nname = 'X'\nkind = 'department'\n",
             "groups": "[groups.cac-so]\nname = 'X'\nkinds = ['department']\n"}[table]  # fmt: skip
    name = entry.split("]")[0].split(".")[1]
    assert mistakes(tmp_path, b=BODIES, g=GROUPS, z=entry) == [f"z.toml:1: “{name}” stands twice"]


def test_a_body_and_a_group_may_not_have_one_name_of_a_table(tmp_path: Path) -> None:
    """`members` could otherwise mean either of them."""
    groups = '[groups.tinh-uy]\nname = "Khối Tỉnh uỷ"\nkinds = ["department"]\n'
    assert mistakes(tmp_path, b=BODIES, g=groups) == ["g.toml:1: “tinh-uy” stands twice"]


@pytest.mark.parametrize(
    "more",
    [
        '[bodies.khac]\nname = "Sở Nội vụ"\nkind = "other"\n',
        '[bodies.khac]\nname = "Khác"\nkind = "other"\naliases = ["SỞ NỘI VỤ"]\n',
        '[groups.khac]\nname = "Sở nội vụ"\nkinds = ["committee"]\n',
    ],
)
def test_a_name_of_two_entries_is_refused_as_nothing_may_be_guessed(
    tmp_path: Path, more: str
) -> None:
    found = mistakes(tmp_path, b=BODIES, c=more)
    assert len(found) == 1
    assert found[0].startswith("c.toml:")


def test_an_alias_that_repeats_the_name_of_its_own_body_is_harmless(tmp_path: Path) -> None:
    assert mistakes(tmp_path, b=BODIES.replace('["Sở NV"]', '["SỞ NỘI VỤ", "Sở NV"]')) == []


def test_a_file_that_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (found,) = mistakes(tmp_path, b=BODIES.replace('name = "Sở Y tế"', "name = Sở Y tế"))
    assert found.startswith("b.toml:15: not TOML: ")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "l.toml").write_bytes(b'[bodies.x]\nname = "\xff"\n')
    found = mistakes(tmp_path, b=BODIES)
    assert len(found) == 1
    assert found[0].startswith("l.toml: it cannot be read")


def test_an_unknown_table_is_named(tmp_path: Path) -> None:
    assert mistakes(tmp_path, b=BODIES.replace("[bodies.so-y-te]", "[bodys.so-y-te]")) == [
        "b.toml:14: “bodys” is not known; did you mean “bodies”?"
    ]


def test_an_abbreviation_must_stand_for_text(tmp_path: Path) -> None:
    assert mistakes(tmp_path, a='[abbreviations]\n"A" = "x"\n"B" = 5\n', b=BODIES) == [
        "a.toml:3: “B” must be text"
    ]


@pytest.mark.parametrize("text", ["abbreviations = 5\n", "[[abbreviations]]\nA = 'x'\n"])
def test_abbreviations_must_be_a_table(tmp_path: Path, text: str) -> None:
    found = mistakes(tmp_path, a=text, b=BODIES)
    assert [m.split(" ")[0] for m in found] == ["a.toml:1:"]


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path,
        a='[abbreviations]\n"B" = 5\n',
        b=BODIES.replace("tinh-uy]", "tinh]").replace('organ_id = "A12.01.00.H99"', "organ_id = 1"),
        c="x = y\n",
        g=GROUPS.replace('"department"', '"departement"') + '[groups.x]\nname = "X"\n',
    )
    assert {m.split(" ")[0] for m in found} == {
        "a.toml:2:", "b.toml:4:", "b.toml:9:", "c.toml:1:", "g.toml:3:", "g.toml:7:", "g.toml:8:",
    }  # fmt: skip


def test_the_mistakes_of_a_file_come_in_the_order_of_its_lines(tmp_path: Path) -> None:
    text = BODIES.replace('superior = "tinh-uy"', 'superior = "x"') + "kin = 1\n"
    found = mistakes(tmp_path, b=text.replace('kind = "committee"', "kind = 1"))
    lines = [int(m.split(":")[1]) for m in found]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_a_file_that_is_not_toml_does_not_make_what_stands_in_it_unknown(tmp_path: Path) -> None:
    """Those who are named in a broken file may well be there: saying they are not misleads."""
    found = mistakes(tmp_path, b=BODIES + "x = y\n", g=GROUPS)
    assert [m.split(" ")[0] for m in found] == ["b.toml:17:"]
