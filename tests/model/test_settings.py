"""Reading a settings file: every mistake is named with its file and line, all of them at once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.model.errors import SettingsError
from workflow.model.settings import Form, Named, Reader, Value

FORM: Form = {
    "organ": {
        "name": Value(str),
        "place": Value(str),
        "family": Value(str, choices=("party", "state")),
        "symbol": Value(str, pattern=r"[A-Z]{2}"),
        "note": Value(str, required=False, default="–"),
    },
    "term": {"from": Value(date), "to": Value(date, required=False)},
    "people": Named({"name": Value(str), "roles": Value(list, choices=("clerk", "signer"))}),
    "seals": Named({"diameter": Value(float, required=False, default=30.0)}, required=False),
    "storage": {
        "copies": Value(int, required=False, default=2),
        "flush": Value(bool, required=False, default=True),
    },
}

GOOD = """\
[organ]
name = "Tỉnh uỷ"
place = "Lam Giang"
family = "party"
symbol = "TU"

[term]
from = 2025-10-16

[people.mai]
name = "Vũ Thanh Mai"
roles = ["clerk"]
"""


def mistakes(text: str, form: Form = FORM) -> list[str]:
    """What a person would be told, line by line; empty when the file can be used."""
    try:
        reader = Reader(text, "f.toml")
        reader.read(form)
        reader.finish()
    except SettingsError as error:
        return [problem.text() for problem in error.problems]
    return []


def test_a_right_file_gives_its_values_and_the_defaults() -> None:
    reader = Reader(GOOD + "[seals.a]\ndiameter = 32\n", "f.toml")
    values = reader.read(FORM)
    reader.finish()
    assert values == {
        "organ": {
            "name": "Tỉnh uỷ",
            "place": "Lam Giang",
            "family": "party",
            "symbol": "TU",
            "note": "–",
        },
        "term": {"from": date(2025, 10, 16), "to": None},
        "people": {"mai": {"name": "Vũ Thanh Mai", "roles": ["clerk"]}},
        "seals": {"a": {"diameter": 32.0}},
        "storage": {"copies": 2, "flush": True},
    }


def test_values_are_read_in_one_unicode_form() -> None:
    decomposed = GOOD.replace("Tỉnh uỷ", "Ti\u0309nh uy\u0309")
    assert Reader(decomposed, "f.toml").read(FORM)["organ"]["name"] == "Tỉnh uỷ"


MISTAKES = [
    ("place = ", "plaice = ", 3, "“organ.plaice” is not known; did you mean “place”?"),
    ('name = "Tỉnh uỷ"', "name = 5", 2, "“organ.name” must be text in quotation marks"),
    ('name = "Tỉnh uỷ"', 'name = "  "', 2, "“organ.name” is empty"),
    ('family = "party"', 'family = "partei"', 4,
     "“partei” is not possible for “organ.family”; nearest: party"),
    ('family = "party"', 'family = "xyz"', 4,
     "“xyz” is not possible for “organ.family”; nearest: party, state"),
    ('symbol = "TU"', 'symbol = "tu"', 5,
     "“organ.symbol” = “tu” does not have the form [A-Z]{2}"),
    ("from = 2025-10-16", 'from = "2025-10-16"', 8,
     "“term.from” must be a date such as 2025-10-15"),
    ("from = 2025-10-16", "from = 2025-10-16T08:00:00", 8,
     "“term.from” must be a date such as 2025-10-15"),
    ('roles = ["clerk"]', 'roles = "clerk"', 12,
     "“people.mai.roles” must be a list of texts in square brackets"),
    ('roles = ["clerk"]', "roles = [1]", 12,
     "“people.mai.roles” must be a list of texts in square brackets"),
    ('roles = ["clerk"]', 'roles = ["clerk", "cleric"]', 12,
     "“cleric” is not possible for “people.mai.roles”; nearest: clerk"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line", "sentence"), MISTAKES)
def test_a_mistake_is_named_with_its_line(right: str, wrong: str, line: int, sentence: str) -> None:
    found = mistakes(GOOD.replace(right, wrong))
    assert f"f.toml:{line}: {sentence}" in found


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("[storage]\ncopies = 1.5", "“storage.copies” must be a whole number"),
        ("[storage]\ncopies = true", "“storage.copies” must be a whole number"),
        ("[storage]\nflush = 1", "“storage.flush” must be true or false"),
        ('[seals.a]\ndiameter = "30"', "“seals.a.diameter” must be a number"),
        ("[seals.a]\ndiameter = true", "“seals.a.diameter” must be a number"),
    ],
)
def test_a_value_of_another_type_is_a_mistake(line: str, sentence: str) -> None:
    assert mistakes(GOOD + line) == [f"f.toml:14: {sentence}"]


def test_a_missing_value_is_reported_at_the_line_of_its_table() -> None:
    assert mistakes(GOOD.replace('place = "Lam Giang"\n', "")) == [
        "f.toml:1: “organ.place” is missing"
    ]


def test_a_missing_value_of_a_named_table_is_reported_at_the_line_of_that_table() -> None:
    assert mistakes(GOOD.replace('name = "Vũ Thanh Mai"\n', "")) == [
        "f.toml:10: “people.mai.name” is missing"
    ]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('name = ""', "“organ.name” is empty"),
        ('symbol = ""', "“organ.symbol” is empty"),
        ('family = ""', "“organ.family” is empty"),
    ],
)
def test_an_empty_value_is_one_mistake(key: str, message: str) -> None:
    name = key.split(" ")[0]
    lines = [key if line.startswith(f"{name} =") else line for line in GOOD.splitlines()[:8]]
    rest = GOOD.splitlines()[8:]
    number = lines.index(key) + 1
    assert mistakes("\n".join(lines + rest)) == [f"f.toml:{number}: {message}"]


@pytest.mark.parametrize("table", ["organ", "term", "people"])
def test_a_missing_table_is_reported_once_and_not_its_keys(table: str) -> None:
    start = GOOD.index(f"[{table}")
    end = GOOD.find("\n\n", start)
    text = GOOD[:start] + (GOOD[end:] if end > 0 else "")
    assert mistakes(text) == [f"f.toml:1: the table [{table}] is missing"]


def test_an_empty_file_lacks_each_required_table_once() -> None:
    assert mistakes("") == [
        "f.toml:1: the table [organ] is missing",
        "f.toml:1: the table [term] is missing",
        "f.toml:1: the table [people] is missing",
    ]


@pytest.mark.parametrize("value", ["5", '"x"', "[1]", "2025-01-01"])
def test_a_value_where_a_table_belongs_is_one_mistake(value: str) -> None:
    assert mistakes(f"storage = {value}\n" + GOOD) == ["f.toml:1: [storage] must be a table"]


def test_a_value_where_a_named_table_belongs_is_one_mistake() -> None:
    assert mistakes(GOOD + "\n[people]\nlan = 3\n") == ["f.toml:15: [people.lan] must be a table"]


def test_an_unknown_table_is_named_with_the_nearest() -> None:
    assert mistakes(GOOD + "\n[storrage]\ncopies = 1\n") == [
        "f.toml:14: “storrage” is not known; did you mean “storage”?"
    ]


def test_an_unknown_table_is_named_with_the_line_of_the_first_that_has_its_name() -> None:
    assert mistakes(GOOD + "\n[seels.a]\ndiameter = 1.0\n[seels.b]\n") == [
        "f.toml:14: “seels” is not known; did you mean “seals”?"
    ]


def test_an_unknown_name_near_to_none_is_told_what_is_possible() -> None:
    assert mistakes(GOOD + "\n[storage]\nzzzzzz = 1\n") == [
        "f.toml:15: “storage.zzzzzz” is not known here; possible: copies, flush"
    ]


def test_all_mistakes_come_at_once_in_the_order_of_the_lines() -> None:
    text = """\
[people.mai]
name = 5
roles = ["cleric"]

[term]
from = "soon"
until = 2030-01-01

[organ]
family = "partei"
name = ""
symbol = "TU"
"""
    places = [sentence.split(" ")[0] for sentence in mistakes(text)]
    assert places == [f"f.toml:{n}:" for n in (2, 3, 6, 7, 9, 10, 11)]


def test_lines_are_right_below_comments_blank_lines_and_lists_over_several_lines() -> None:
    text = GOOD.replace('roles = ["clerk"]', 'roles = [\n  "clerk",  # the one\n  "signer",\n]')
    text += "\n# a remark\n[seals.a]  # its seal\n\ndiameter = false\n"
    assert mistakes(text) == ["f.toml:20: “seals.a.diameter” must be a number"]


def test_lines_are_right_with_the_line_ends_of_windows() -> None:
    text = GOOD.replace('symbol = "TU"', 'symbol = "tu"').replace("\n", "\r\n")
    assert [m.split(" ")[0] for m in mistakes(text)] == ["f.toml:5:"]


def test_lines_are_right_for_quoted_names_and_inline_tables() -> None:
    text = GOOD + '\n[seals]\n"dấu nổi" = { diameter = "x" }\n'
    assert mistakes(text) == ["f.toml:15: “seals.dấu nổi.diameter” must be a number"]


def test_lines_are_right_for_dotted_keys() -> None:
    text = GOOD.replace(
        '[people.mai]\nname = "Vũ Thanh Mai"\nroles = ["clerk"]',
        '[people]\nmai.name = "Vũ Thanh Mai"\nmai.roles = ["cleric"]',
    )
    assert [m.split(" ")[0] for m in mistakes(text)] == ["f.toml:12:"]


def test_lines_are_right_after_a_text_over_several_lines_that_looks_like_a_table() -> None:
    text = GOOD.replace('"Lam Giang"', '"""\n[term]\nfrom = 1\n"""').replace('"TU"', '"tu"')
    assert [m.split(" ")[0] for m in mistakes(text)] == ["f.toml:8:"]


def test_lines_are_right_for_names_in_decomposed_unicode() -> None:
    text = GOOD + '\n["dấu"]\nx = 1\n'.replace("ấ", "a\u0302\u0301")
    assert [m.split(" ")[0] for m in mistakes(text)] == ["f.toml:14:"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[organ]\nname = Tỉnh uỷ\n", 2),
        ("[organ]\nname 5\n", 2),
        ("[organ]\n\n[organ]\n", 3),
        ("[organ]\nname = 1\nname = 2\n", 3),
        ("[organ\n", 1),
        ('[organ]\nname = "Tỉnh uỷ\nplace = "x"\n', 2),
        ("[term]\nfrom = 2025-13-40\n", 2),
    ],
)
def test_a_file_that_is_not_toml_is_named_with_the_line(text: str, line: int) -> None:
    found = mistakes(text)
    assert [m.split(" ")[0] for m in found] == [f"f.toml:{line}:"]
    assert found[0].startswith(f"f.toml:{line}: not TOML: ")


@pytest.mark.parametrize("text", ["a = 1\nname = ", "a = 1\nroles = [", 'a = 1\nname = """x'])
def test_a_file_that_breaks_off_is_named_with_its_last_line(text: str) -> None:
    assert [m.split(" ")[0] for m in mistakes(text)] == ["f.toml:2:"]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_reasons(text: str) -> None:
    assert mistakes(text), "an arbitrary text has none of the tables"


_VALUES = ("5", "true", '"x"', '""', "[]", '["clerk"]', "1.5", "2025-01-01", "{}", "{a = 1}")
_KEYS = ("organ", "term", "people", "seals", "storage", "organ.name", "term.from", "people.mai",
         "people.mai.roles", "seals.a", "seals.a.diameter", "storage.copies", "zzz")  # fmt: skip


@given(st.dictionaries(st.sampled_from(_KEYS), st.sampled_from(_VALUES), max_size=6))
def test_values_of_any_type_in_any_place_never_break_the_reader(values: dict[str, str]) -> None:
    text = "\n".join(f"{key} = {value}" for key, value in values.items())
    assert all(sentence.startswith("f.toml") for sentence in mistakes(text))
