"""Changing the directory's files: only what differs, comments and order left alone."""

from __future__ import annotations

import difflib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.dispatch.directory import Examined, examine_texts
from workflow.dispatch.directory_edits import Edit, edit_by_merger, edit_by_rows
from workflow.dispatch.directory_tables import HEADINGS, Row, row_of
from workflow.model.errors import RecipientTableRefused

BODIES = """\
# Những cơ quan
[bodies.a]
name = "Sở A"  # tên cũ: Ty A
kind = "so"
aliases = [
    "A",  # gọi tắt
    "SA",
]

# Part two

[groups.g]
name = "Nhóm"
kinds = ["so"]

[bodies.b]
name = "Sở B"
kind = "so"
organ_id = "A12.01.00.H99"
ways = [{ channel = "mail", address = "b@x.vn" }, { channel = "paper" }]

# the last
[bodies."c.d"]
name = "Sở C"
kind = "so"
# end
"""
TEXTS = {"bodies.toml": BODIES, "more.toml": '[bodies.m]\nname = "M"\nkind = "x"\n'}


def directory(texts: dict[str, str] | None = None) -> Examined:
    examined = examine_texts(texts or TEXTS, "r")
    assert examined.problems == []
    return examined


def by(*rows: dict[str, str], texts: dict[str, str] | None = None) -> Edit:
    numbered = [Row(f"t.csv:{number}", row) for number, row in enumerate(rows, start=2)]
    return edit_by_rows(directory(texts), numbered, "r", "t.csv")


def differences(edit: Edit) -> list[str]:
    return [
        line
        for file, text in edit.texts.items()
        for line in difflib.unified_diff(
            TEXTS.get(file, "").splitlines(), text.splitlines(), lineterm="", n=0
        )
        if not line.startswith(("---", "+++", "@@"))
    ]


def refused(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(RecipientTableRefused) as caught:
        by(*rows)
    return [problem.text() for problem in caught.value.problems]


def test_rows_that_say_what_is_there_change_nothing() -> None:
    edit = by(*(row_of(body) for body in directory().directory.bodies.values()))
    assert (edit.changes, edit.texts) == ((), {})


def test_a_new_field_stands_with_its_body_and_comments_stay() -> None:
    edit = by({"id": "a", "email": "a@x.vn"}, {"id": "c.d", "from": "01/03/2026"})
    assert differences(edit) == ['+email = "a@x.vn"', "+from = 2026-03-01"]
    text = edit.texts["bodies.toml"]
    assert '    "SA",\n]\nemail = "a@x.vn"\n\n# Part two\n' in text
    assert text.endswith('kind = "so"\nfrom = 2026-03-01\n# end\n')


def test_a_changed_name_keeps_the_comment_behind_it() -> None:
    assert differences(by({"id": "a", "name": "Sở A mới"})) == [
        '-name = "Sở A"  # tên cũ: Ty A',
        '+name = "Sở A mới"  # tên cũ: Ty A',
    ]


def test_an_empty_cell_takes_a_field_away_and_a_missing_column_does_not() -> None:
    edit = by({"id": "b", "organ_id": "", "ways": "folder: b"})
    assert differences(edit) == [
        '-organ_id = "A12.01.00.H99"',
        '-ways = [{ channel = "mail", address = "b@x.vn" }, { channel = "paper" }]',
        '+address = "b"',
    ]


def test_what_is_true_or_not_is_written_as_such() -> None:
    assert differences(by({"id": "m", "encrypt": "X"})) == ["+encrypt = true"]
    assert by({"id": "m", "encrypt": "không"}).texts == {}


def test_a_body_is_known_by_its_identifier() -> None:
    (change,) = by({"organ_id": "A12.01.00.H99", "short": "SB"}).changes
    assert (change.body, change.new, change.fields) == ("b", False, {"short": ("", "SB")})


def test_a_new_body_gets_an_id_and_stands_at_the_end() -> None:
    edit = by({"name": "Sở Đất đai", "kind": "so", "ways": "mail: d@x.vn | paper"})
    (change,) = edit.changes
    assert (change.body, change.new) == ("so-dat-dai", True)
    added = edit.texts["bodies.toml"].removeprefix(BODIES)
    assert added.startswith('\n[bodies.so-dat-dai]\nname = "Sở Đất đai"\nkind = "so"\nways = [\n')
    again = examine_texts({**TEXTS, **edit.texts}, "r").directory.bodies["so-dat-dai"]
    assert [way.channel for way in again.ways] == ["mail", "paper"]


def test_files_that_nothing_is_said_of_stay_out() -> None:
    assert list(by({"id": "m", "short": "MM"}).texts) == ["more.toml"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"id": "a", "kind": ""}], "t.csv:2: “Loại” is missing"),
        ([{"id": "neu"}], "t.csv:2: “Tên đầy đủ” is missing"),
        ([{"id": "a"}, {"id": "a"}], "t.csv:3: “a” stands twice"),
        ([{"id": "g"}], "t.csv:2: “g” is no body, but a group or a person"),
        ([{"id": "a", "to": "hôm qua"}], "t.csv:2, Đến ngày: “hôm qua” is no day"),
        ([{"id": "a", "ways": ": x | mail"}], "t.csv:2, Kênh gửi: “: x | mail” names no channel"),
        ([{"id": "a", "encrypt": "ja"}], "t.csv:2, Mã hoá: “ja” is neither “có” nor “không”"),
        ([{"id": "a", "superior": "zz"}], "r/bodies.toml:9: “zz” is not in the directory"),
        ([{"id": "a", "name": "Sở B"}], "the name “Sở B” belongs to “a” already"),
        ([{"id": "a", "organ_id": "x"}], "does not have the form"),
    ],
)
def test_a_table_that_would_leave_mistakes_is_refused_whole(
    rows: list[dict[str, str]], said: str
) -> None:
    assert any(said in problem for problem in refused(*rows))


cells = st.sampled_from(["", "a", "b", "g", "m", "zz", "|", ":", "mail: x", "01/02/2026", "'"])
rows = st.dictionaries(st.sampled_from(list(HEADINGS)), cells | st.text(max_size=8))


@settings(max_examples=150, deadline=None)
@given(st.lists(rows, max_size=3))
def test_any_rows_are_taken_whole_or_refused_whole(rows: list[dict[str, str]]) -> None:
    try:
        edit = by(*rows)
    except RecipientTableRefused:
        return  # nothing was made, so nothing can be written
    after = examine_texts({**TEXTS, **edit.texts}, "r")
    assert after.problems == []
    untouched = directory().directory.bodies.keys() - {change.body for change in edit.changes}
    for id in untouched:
        assert after.directory.bodies[id] == directory().directory.bodies[id]


def test_a_body_without_a_table_of_its_own_is_left_to_a_hand() -> None:
    texts = {"x.toml": '[bodies]\na = { name = "A", kind = "k" }\n'}
    with pytest.raises(RecipientTableRefused, match="change it by hand"):
        by({"id": "a", "name": "B"}, texts=texts)


def test_bodies_that_merge_have_a_last_day_and_a_successor() -> None:
    edit = edit_by_merger(directory(), ["a", "b", "a"], "m", date(2026, 3, 1), "r")
    assert differences(edit) == ["+to = 2026-02-28", '+successor = "m"'] * 2
    after = examine_texts({**TEXTS, **edit.texts}, "r")
    again = edit_by_merger(after, ["a", "b"], "m", date(2026, 3, 1), "r")
    assert again.texts == {}


@pytest.mark.parametrize(("old", "new"), [("a", "a"), ("m", "a")])
def test_a_merger_that_leads_back_is_refused(old: str, new: str) -> None:
    first = edit_by_merger(directory(), ["a"], "m", date(2026, 3, 1), "r")
    after = examine_texts({**TEXTS, **first.texts}, "r")
    with pytest.raises(RecipientTableRefused):
        edit_by_merger(after, [old], new, date(2026, 4, 1), "r")
    with pytest.raises(RecipientTableRefused, match="already"):
        edit_by_merger(after, ["a"], "b", date(2026, 4, 1), "r")
