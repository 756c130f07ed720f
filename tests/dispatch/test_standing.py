"""Who stands for whom on a day: validity, successors, groups by rule, officials and posts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.dispatch.directory import Directory, examine, examine_texts, read_directory
from workflow.dispatch.directory_checks import doubts
from workflow.dispatch.resolution import resolve
from workflow.model.errors import SettingsError
from workflow.model.parties import Way

TEXT = """\
[bodies.tinh]
name = "Uỷ ban tỉnh"
kind = "committee"

[bodies.so-lao-dong]
name = "Sở Lao động"
kind = "department"
superior = "tinh"
to = 2025-02-28
successor = "so-noi-vu-moi"

[bodies.so-noi-vu]
name = "Sở Nội vụ"
kind = "department"
superior = "tinh"
to = 2025-02-28
successor = "so-noi-vu-moi"

[bodies.so-noi-vu-moi]
name = "Sở Nội vụ"
short = "SNV"
kind = "department"
superior = "tinh"
from = 2025-03-01
ways = [{ channel = "mail", address = "snv@x.vn" }, { channel = "paper" }]

[bodies.chi-cuc]
name = "Chi cục Lao động"
kind = "branch"
superior = "so-lao-dong"

[bodies.ban-tam]
name = "Ban tạm thời"
kind = "board"
from = 2024-01-01
to = 2024-12-31

[groups.cac-so]
name = "Các sở"
kinds = ["department"]

[groups.duoi-noi-vu]
name = "Khối Nội vụ"
under = "so-noi-vu-moi"

[groups.chi-cuc-cua-tinh]
name = "Các chi cục"
under = "tinh"
kinds = ["branch"]

[groups.ke-ten]
name = "Hai sở cũ"
members = ["so-lao-dong", "so-noi-vu", "ban-tam"]

[persons.an]
name = "Nguyễn Văn An"
posts = [
    { title = "Giám đốc Sở Nội vụ", body = "so-noi-vu", to = 2025-02-28 },
    { title = "Chủ tịch tỉnh", body = "tinh", from = 2025-03-01, to = 2025-12-31 },
]

[persons.binh]
name = "Trần Bình"
posts = [
    { title = "Giám đốc Sở Nội vụ", body = "so-noi-vu-moi", from = 2025-04-01 },
    { title = "Chủ tịch tỉnh", body = "tinh", from = 2026-02-01 },
]
"""
BEFORE, AFTER = date(2024, 6, 1), date(2025, 6, 1)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Directory:
    folder = tmp_path_factory.mktemp("recipients")
    (folder / "x.toml").write_text(TEXT, "utf-8")
    return read_directory(folder)


def ids(directory: Directory, line: str, on: date) -> list[str]:
    found = resolve([line], directory, on)
    assert found.unresolved == ()
    return [r.body for r in found.recipients]


def reason(directory: Directory, line: str, on: date) -> str:
    found = resolve([line], directory, on)
    assert found.recipients == ()
    return str(found.unresolved[0].reason)


@pytest.mark.parametrize(
    ("line", "on", "expected"),
    [
        ("Sở Lao động", BEFORE, ["so-lao-dong"]),
        ("Sở Lao động", date(2025, 2, 28), ["so-lao-dong"]),
        ("Sở Lao động", date(2025, 3, 1), ["so-noi-vu-moi"]),
        ("Sở Nội vụ", BEFORE, ["so-noi-vu"]),
        ("Sở Nội vụ", AFTER, ["so-noi-vu-moi"]),
        ("SNV", AFTER, ["so-noi-vu-moi"]),
        ("Sở Lao động, Sở Nội vụ", AFTER, ["so-noi-vu-moi"]),
        ("Các sở", BEFORE, ["so-lao-dong", "so-noi-vu"]),
        ("Các sở", AFTER, ["so-noi-vu-moi"]),
        ("Hai sở cũ", BEFORE, ["so-lao-dong", "so-noi-vu", "ban-tam"]),
        ("Hai sở cũ", AFTER, ["so-noi-vu-moi"]),
        ("Khối Nội vụ", AFTER, ["chi-cuc"]),
        ("Các chi cục", BEFORE, ["chi-cuc"]),
        ("Ban tạm thời", BEFORE, ["ban-tam"]),
        ("Giám đốc Sở Nội vụ", BEFORE, ["so-noi-vu"]),
        ("Đồng chí Giám đốc Sở Nội vụ", AFTER, ["so-noi-vu-moi"]),
        ("Đồng chí Nguyễn Văn An", BEFORE, ["so-noi-vu"]),
        ("Nguyễn Văn An", AFTER, ["tinh"]),
        ("Chủ tịch tỉnh", date(2026, 1, 15), ["tinh"]),
    ],
)
def test_a_line_stands_for_those_of_its_day(
    directory: Directory, line: str, on: date, expected: list[str]
) -> None:
    assert ids(directory, line, on) == expected


@pytest.mark.parametrize(
    ("line", "on", "said"),
    [
        ("Ban tạm thời", AFTER, "is there until 2024-12-31 only, and has no successor"),
        ("Ban tạm thời", date(2023, 1, 1), "is there from 2024-01-01 only"),
        ("SNV", BEFORE, "is there from 2025-03-01 only"),
        ("Trần Bình", BEFORE, "holds no post on"),
        ("Nguyễn Văn An", date(2026, 1, 1), "holds no post on"),
    ],
)
def test_a_name_that_means_nobody_on_its_day_is_told_why(
    directory: Directory, line: str, on: date, said: str
) -> None:
    told = reason(directory, line, on)
    for day in ("2024-12-31", "2024-01-01", "2025-03-01"):
        told = told.replace(date.fromisoformat(day).strftime("%d/%m/%Y"), day)
    assert said in told


def test_a_group_that_holds_nobody_on_its_day_is_told(directory: Directory) -> None:
    assert "holds nobody on" in reason(directory, "Khối Nội vụ", BEFORE)


def test_who_holds_a_post_is_named_with_it(directory: Directory) -> None:
    (found,) = resolve(["Giám đốc Sở Nội vụ"], directory, AFTER).recipients
    assert (found.body, found.person) == ("so-noi-vu-moi", "Trần Bình")
    (vacant,) = resolve(["Chủ tịch tỉnh"], directory, date(2026, 1, 15)).recipients
    assert vacant.person == ""


def test_a_body_has_several_ways_in_their_order(directory: Directory) -> None:
    body = directory.bodies["so-noi-vu-moi"]
    assert (body.channel, body.address) == ("mail", "snv@x.vn")
    assert body.ways == (Way("mail", "snv@x.vn"), Way("paper"))


def mistakes(text: str) -> list[str]:
    return [p.text() for p in examine_texts({"x.toml": text}, "r").problems]


def body(id: str, more: str = "") -> str:
    return f'[bodies.{id}]\nname = "{id.upper()}"\nkind = "k"\n{more}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (body("a", 'to = 2025-01-01\nsuccessor = "b"') + body("b"), []),
        (body("a", 'to = 2025-01-01\nsuccessor = "bb"') + body("b"),
         ["r/x.toml:5: “bb” is not in the directory; nearest: b"]),
        (body("a", 'successor = "b"') + body("b"),
         ["r/x.toml:4: “a” has a successor, but no last day (“to”)"]),
        (body("a", 'to = 2025-01-01\nsuccessor = "b"')
         + body("b", 'to = 2025-02-01\nsuccessor = "a"'),
         ["r/x.toml:5: “a” would be its own successor: a → b → a"]),
        (body("a", 'superior = "b"') + body("b", 'superior = "a"'),
         ["r/x.toml:4: “a” would stand under itself: a → b → a"]),
        (body("a", "from = 2025-01-02\nto = 2025-01-01"),
         ["r/x.toml:5: the last day 01/01/2025 is before the first, 02/01/2025"]),
        (body("a", 'from = "hôm nay"'), ["r/x.toml:4: “bodies.a.from” must be a date such as "
                                         "2025-10-15"]),
        (body("a", 'channel = "x"\nways = [{ channel = "y" }]'),
         ["r/x.toml:5: say either “ways” or “channel” and “address”"]),
        (body("a", 'ways = ["y"]'), ["r/x.toml:4: “bodies.a.ways” must be a list of tables"]),
        (body("a", 'ways = [{ chanel = "y" }]'),
         ["r/x.toml:4: “bodies.a.ways.1.chanel” is not known; did you mean “channel”?",
          "r/x.toml:4: “bodies.a.ways.1.channel” is missing"]),
        (body("a", 'aliases = ["B"]\nto = 2025-01-01') + body("b", "from = 2025-01-02"), []),
        (body("a", 'aliases = ["B"]\nto = 2025-01-02') + body("b", "from = 2025-01-02"),
         ["r/x.toml:6: the name “B” belongs to “a” already"]),
        (body("a") + '[persons.p]\nname = "P"\nposts = [{ title = "T", body = "c" }]\n',
         ["r/x.toml:7: “c” is not in the directory; nearest: –"]),
        (body("a") + body("b")
         + '[persons.p]\nname = "P"\nposts = [{ title = "A", body = "b" }]\n',
         ["r/x.toml:11: the name “A” belongs to “a” already"]),
        (body("a") + '[persons.p]\nname = "A"\n',
         ["r/x.toml:5: the name “A” belongs to “a” already"]),
        (body("a") + '[units]\n"TH" = 5\n', ["r/x.toml:6: “TH” must be text"]),
    ],
)  # fmt: skip
def test_mistakes_in_time_and_posts_are_named(text: str, said: list[str]) -> None:
    assert mistakes(text) == said


def test_doubts_are_told_by_place_and_only_by_the_check(tmp_path: Path) -> None:
    text = (
        TEXT.replace("from = 2025-04-01", "from = 2025-01-01").replace(
            'body = "so-noi-vu-moi", from = 2025-01-01', 'body = "so-noi-vu", from = 2025-01-01'
        )
        + '[groups.x]\nname = "X"\nmembers = ["x", "cac-so"]\n'
        + '[groups.y]\nname = "Y"\nmembers = ["y"]\n'
    )
    (tmp_path / "x.toml").write_text(text, "utf-8")
    examined = examine(tmp_path)
    assert examined.problems == []
    found = [(id, str(said)) for _, id, _, said in doubts(examined.directory, AFTER)]
    assert [id for id, _ in found] == ["ke-ten", "x", "y", "y", "binh"]
    assert "“Giám đốc Sở Nội vụ” is held at the same time" in found[-1][1]
    assert examined.place("persons", "binh", "posts").endswith("x.toml:64")


# -- against a model -------------------------------------------------------------------------------

START = date(2025, 1, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def chains(draw: st.DrawFn) -> tuple[str, dict[str, tuple[date | None, date | None, str]]]:
    """A directory whose successors never lead back, and what it says, by body."""
    said: dict[str, tuple[date | None, date | None, str]] = {}
    count = draw(st.integers(1, 6))
    text = ""
    for number in range(count):
        start = draw(st.none() | days)
        end = draw(st.none() | days.filter(lambda day, s=start: s is None or s <= day))
        after = draw(st.integers(number + 1, count)) if end else count
        successor = f"b{after}" if after < count else ""
        said[f"b{number}"] = (start, end, successor)
        text += f'[bodies.b{number}]\nname = "Ban {number}"\nkind = "k"\n'
        text += f"from = {start}\n" if start else ""
        text += f"to = {end}\n" if end else ""
        text += f'successor = "{successor}"\n' if successor else ""
    return text, said


@settings(max_examples=60)
@given(chains(), days)
def test_successors_are_those_of_a_simple_model(
    chain: tuple[str, dict[str, tuple[date | None, date | None, str]]], on: date
) -> None:
    text, said = chain

    def model(id: str) -> str | None:
        start, end, successor = said[id]
        if end and on > end:
            return model(successor) if successor else None
        return id if start is None or start <= on else None

    examined = examine_texts({"x.toml": text}, "r")
    assert examined.problems == []
    for number, id in enumerate(said):
        found = resolve([f"Ban {number}"], examined.directory, on)
        expected = model(id)
        assert [r.body for r in found.recipients] == ([expected] if expected else [])
        assert bool(found.unresolved) is (expected is None)


def test_a_directory_with_mistakes_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(body("a", 'successor = "a"\nto = 2025-01-01'), "utf-8")
    with pytest.raises(SettingsError, match="its own successor"):
        read_directory(tmp_path)
