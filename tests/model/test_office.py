"""office.toml: the example is read as it stands, and each mistake in it is named with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workflow.model.errors import SettingsError, UnknownKey, UnknownPerson
from workflow.model.office import ChannelSettings, DaysOff, Key, Seal, Term
from workflow.model.office_settings import read_office, secret_place
from workflow.model.parties import Role
from workflow.model.settings import Value

KEY_FORMS = {
    "pkcs12": {"file": Value(str), "password": secret_place("password")},
    "pkcs11": {"module": Value(str), "raw": Value(bool, required=False, default=False)},
}
EXAMPLE = (Path(__file__).parents[2] / "office.toml").read_text("utf-8")


def mistakes(text: str) -> list[str]:
    try:
        read_office(text, key_forms=KEY_FORMS)
    except SettingsError as error:
        return [problem.text() for problem in error.problems]
    return []


def line_of(beginning: str, text: str = EXAMPLE) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(beginning))


def changed(old: str, new: str) -> str:
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)


def without(table: str) -> str:
    """The example without one table and those below it."""
    kept, inside = [], False
    for line in EXAMPLE.splitlines(keepends=True):
        if line.startswith("["):
            inside = line.startswith((f"[{table}]", f"[{table}."))
        kept += [] if inside else [line]
    return "".join(kept)


def test_the_example_is_a_whole_office() -> None:
    office = read_office(EXAMPLE, key_forms=KEY_FORMS)
    assert office.organ.name == "Tỉnh uỷ Lam Giang"
    assert office.organ.id == "A12.01.00.H99"
    assert office.term == Term("2025-2030", date(2025, 10, 16), None)
    assert list(office.people) == ["thu-ha", "quoc-bao", "minh-khang", "thanh-mai"]
    assert office.people["quoc-bao"].roles == {Role.DRAFTER, Role.APPROVER}
    assert office.key("tinh-uy") == Key(
        "tinh-uy",
        "pkcs12",
        "organ",
        settings={"file": "keys/tinh-uy.p12", "password": "file:keys/tinh-uy.password"},
    )
    assert office.seal("tinh-uy") == Seal("tinh-uy", "tinh-uy", "keys/tinh-uy-dau.png", 30.0)
    assert (office.trust, office.database) == ("keys/trust", "signed/vanban.db")
    assert office.channels == {
        "folder": ChannelSettings("folder", "folder", {"directory": "outbox"})
    }


def test_tables_that_may_be_left_out_have_their_defaults() -> None:
    text = EXAMPLE[: EXAMPLE.index("# A key:")]
    office = read_office(text)
    assert (office.keys, office.seals) == ({}, {})
    assert (office.trust, office.database) == ("keys/trust", "signed/vanban.db")
    assert office.channels == {
        "folder": ChannelSettings("folder", "folder", {"directory": "outbox"})
    }


def test_people_are_found_by_their_role() -> None:
    office = read_office(EXAMPLE)
    assert [p.id for p in office.people_with(Role.APPROVER)] == ["quoc-bao", "minh-khang"]


def test_an_unknown_person_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownPerson) as refused:
        read_office(EXAMPLE).person("thu-hà")
    assert "thu-ha, quoc-bao, minh-khang, thanh-mai" in refused.value.hint_text()


@pytest.mark.parametrize("what", ["key", "seal"])
def test_an_unknown_key_or_seal_is_refused_with_those_there_are(what: str) -> None:
    office = read_office(EXAMPLE)
    with pytest.raises(UnknownKey) as refused:
        getattr(office, what)("nobody")
    assert "tinh-uy" in refused.value.hint_text()


@pytest.mark.parametrize("what", ["key", "seal"])
def test_an_office_without_keys_says_so(what: str) -> None:
    office = read_office(EXAMPLE[: EXAMPLE.index("# A key:")])
    with pytest.raises(UnknownKey) as refused:
        getattr(office, what)("x")
    assert refused.value.hint_text() == "The office has: –."


MISTAKES = [
    ('place = "Lam Giang"', 'plase = "Lam Giang"', "plase = ",
     "“organ.plase” is not known; did you mean “place”?"),
    ('name = "2025-2030"', "name = 2025", "name = 2025", "“term.name” must be text"),
    ("from = 2025-10-16", 'from = "16/10/2025"', "from = ", "“term.from” must be a date"),
    ('place = "Lam Giang"', 'place = ""', "place = ", "“organ.place” is empty"),
    ('roles = ["clerk"]', 'roles = ["clark"]', 'roles = ["clark"]',
     "“clark” is not possible for “people.thanh-mai.roles”; nearest: clerk"),
    ('family = "party"', 'family = "army"', "family = ",
     "“army” is not possible for “organ.family”; nearest: "),
    ('id = "A12.01.00.H99"', 'id = "A12.01.00"', "id = ", "“organ.id” = “A12.01.00” does not have"),
    ('abbreviation = "TU"', 'abbreviation = "T U"', "abbreviation = ",
     "“organ.abbreviation” = “T U” does not have the form"),
    ('abbreviation = "TU"', 'abbreviation = "tu"', "abbreviation = ",
     "“organ.abbreviation” = “tu” does not have the form"),
    ('password = "file:keys/tinh-uy.password"', 'password = "123456"', 'password = "123456"',
     "“keys.tinh-uy.password” = “…” does not have the form"),
    ("diameter = 30.0", 'diameter = "30 mm"', "diameter = ", "“seals.tinh-uy.diameter” must be"),
    ('holder = "organ"', 'holder = "thanh-may"', 'holder = "thanh-may"',
     "nobody under [people] is called “thanh-may”; possible: thu-ha, quoc-bao, minh-khang, "
     "thanh-mai, organ"),
    ('key = "tinh-uy"', 'key = "tinh-ui"', "key = ",
     "there is no key “tinh-ui”; possible: minh-khang, tinh-uy"),
    ("from = 2025-10-16", "from = 2025-10-16\nto = 2024-10-16", "to = ",
     "the term ends on 16/10/2024, before it starts"),
    ("from = 2025-10-16", "from = 2025-10-16\nto = 2025-10-16", "to = ",
     "the term ends on 16/10/2025, before it starts"),
    ('source = "pkcs12"', 'source = "pkcs13"', 'source = "pkcs13"',
     "“pkcs13” is not possible for “keys.minh-khang.source”; nearest: pkcs12"),
    ('file = "keys/tinh-uy.p12"', 'fiel = "keys/tinh-uy.p12"', "fiel = ",
     "“keys.tinh-uy.fiel” is not known; did you mean “file”?"),
    ('file = "keys/tinh-uy.p12"', "file = 12", "file = 12", "“keys.tinh-uy.file” must be text"),
    ('file = "keys/tinh-uy.p12"', 'file = "x"\nmodule = "y"', "module = ",
     "“keys.tinh-uy.module” is not known"),
    ('holder = "organ"', 'holder = "organ"\npadding = "pkcs1"', "padding = ",
     "“pkcs1” is not possible for “keys.tinh-uy.padding”; nearest: pkcs1v15"),
    ('anchors = "keys/trust"', 'revocation = "of"', "revocation = ",
     "“of” is not possible for “trust.revocation”; nearest: off"),
    ('anchors = "keys/trust"', "patience = 0", "patience = ",
     "“trust.patience” must be more than 0"),
    ('database = "signed/vanban.db"', "database = false", "database = ",
     "“storage.database” must be text"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "sentence"), MISTAKES)
def test_a_mistake_is_the_only_one_named_and_at_its_line(
    old: str, new: str, line: str, sentence: str
) -> None:
    text = changed(old, new)
    found = [m for m in mistakes(text) if "is missing" not in m]
    place = f"office.toml:{line_of(line, text)}: "
    assert len(found) == 1
    assert found[0].startswith(place + sentence)


def test_a_key_has_the_settings_of_its_source_alone() -> None:
    module = '[keys.token]\nsource = "pkcs11"\nholder = "organ"\nmodule = "/lib/p11.so"\n'
    key = read_office(f"{EXAMPLE}\n{module}", key_forms=KEY_FORMS).key("token")
    assert key.settings == {"module": "/lib/p11.so", "raw": False}
    text = f'{EXAMPLE}\n{module}raw = "yes"\nfile = "it.p12"\n'
    assert [m.partition(": ")[2] for m in mistakes(text)] == [
        "“keys.token.raw” must be true or false",
        "“keys.token.file” is not known here; "
        "possible: source, holder, image, image_width, padding, module, raw",
    ]


def test_of_a_key_without_a_source_only_that_is_said() -> None:
    text = f'{EXAMPLE}\n[keys.token]\nholder = "organ"\nmodule = "/lib/p11.so"\n'
    assert mistakes(text) == [
        f"office.toml:{line_of('[keys.token]', text)}: “keys.token.source” is missing"
    ]


@pytest.mark.parametrize("organ", ["TU", "ĐU", "HĐ", "BCĐ", "ĐUQS", "BTGDVTU", "ƯƠ", "UBKTTW"])
def test_every_capital_letter_of_vietnamese_may_stand_in_an_abbreviation(organ: str) -> None:
    assert mistakes(changed('abbreviation = "TU"', f'abbreviation = "{organ}"')) == []


def test_a_small_vietnamese_letter_may_not_stand_in_an_abbreviation() -> None:
    assert len(mistakes(changed('abbreviation = "TU"', 'abbreviation = "đU"'))) == 1


@pytest.mark.parametrize("key", ["id", "name", "abbreviation", "family", "place"])
def test_a_missing_value_is_named_at_the_line_of_its_table(key: str) -> None:
    text = EXAMPLE.replace(EXAMPLE.splitlines()[line_of(f"{key} = ") - 1] + "\n", "", 1)
    assert mistakes(text) == [f"office.toml:{line_of('[organ]')}: “organ.{key}” is missing"]


@pytest.mark.parametrize("table", ["organ", "term"])
def test_a_missing_table_is_reported_once(table: str) -> None:
    assert mistakes(without(table)) == [f"office.toml:1: the table [{table}] is missing"]


def test_missing_people_are_reported_once() -> None:
    text = without("people")
    found = [m for m in mistakes(text) if "nobody under [people] is called" not in m]
    assert len(found) == 1


def test_an_office_must_list_somebody() -> None:
    text = without("people").replace('holder = "minh-khang"', 'holder = "organ"') + "\n[people]\n"
    assert mistakes(text) == [
        f"office.toml:{line_of('[people]', text)}: nobody is listed under [people]"
    ]


def test_a_seal_whose_key_is_missing_with_all_keys_is_named() -> None:
    text = without("keys")
    found = mistakes(text)
    assert len(found) == 1
    place = f"office.toml:{line_of('key = ', text)}: "
    assert found[0].startswith(f"{place}there is no key “tinh-uy”")


def test_mistakes_of_all_tables_come_at_once_in_the_order_of_the_lines() -> None:
    text = EXAMPLE
    for old, new in (
        ('key = "tinh-uy"', 'key = "tinh"'),
        ("from = 2025-10-16", "from = 2025-10-16\nto = 2020-01-01"),
        ('name = "Vũ Thanh Mai"', "name = 1"),
        ('holder = "minh-khang"', 'holder = "khang"'),
        ('place = "Lam Giang"', "place = 5"),
        ("diameter = 30.0", "diametre = 30.0"),
    ):
        text = text.replace(old, new, 1)
    lines = [int(m.split(":")[1]) for m in mistakes(text)]
    expected = ["place = 5", "to = ", "name = 1", 'holder = "khang"', 'key = "tinh"', "diametre"]
    assert lines == [line_of(start, text) for start in expected]


def test_the_refusal_says_every_mistake_below_one_heading() -> None:
    with pytest.raises(SettingsError) as refused:
        read_office("")
    assert refused.value.text().splitlines()[0] == "The settings cannot be used:"
    assert len(refused.value.text().splitlines()) == len(refused.value.problems) + 1


def test_a_syntax_error_is_named_with_its_line() -> None:
    text = changed('place = "Lam Giang"', "place = Lam Giang")
    found = mistakes(text)
    assert len(found) == 1
    assert found[0].startswith(f"office.toml:{line_of('place = ', text)}: not TOML: ")


PARTNER = '\n[partners.hnd]\nname = "Hội Nông dân tỉnh"\nabbreviation = "HND"\n'


def test_people_and_seals_may_belong_to_a_partner() -> None:
    text = changed('roles = ["clerk"]', 'roles = ["signer"]\norgan = "hnd"') + PARTNER
    office = read_office(text.replace("diameter = 30.0", 'organ = "hnd"'))
    assert office.person("thanh-mai").organ == "hnd"
    assert (office.organ_name("hnd"), office.organ_name("")) == (
        "Hội Nông dân tỉnh", "Tỉnh uỷ Lam Giang",
    )  # fmt: skip
    seal = office.seal_of("hnd")
    assert seal is not None
    assert seal.id == "tinh-uy"
    assert office.seal_of("") is None


def test_a_partner_that_is_not_listed_is_named_with_its_line() -> None:
    text = changed('roles = ["clerk"]', 'roles = ["clerk"]\norgan = "hdn"') + PARTNER
    (said,) = mistakes(text)
    assert said.startswith(f"office.toml:{line_of('organ = ', text)}: ")
    assert "“hdn”; possible: hnd" in said


def test_the_order_of_signing_is_one_of_two() -> None:
    assert read_office(EXAMPLE).order == "any"
    assert read_office(EXAMPLE + '\n[signing]\norder = "principal-last"\n').order == (
        "principal-last"
    )
    (said,) = mistakes(EXAMPLE + '\n[signing]\norder = "first"\n')
    assert "signing.order" in said


def test_an_email_beside_a_seal_must_be_given() -> None:
    (said,) = mistakes(changed("diameter = 30.0", 'text = ["signer", "email"]'))
    assert "email" in said


SIGNING = """
[signing]
level = "B-LTA"
tsa = "http://tsa.example.vn/tsa"
"""


def test_levels_are_set_for_the_office_and_for_types() -> None:
    office = read_office(f'{EXAMPLE}{SIGNING}[signing.types]\ngiay-moi = "B-T"\n')
    signing = office.signing
    assert (signing.level, signing.level_of("giay-moi")) == ("B-LTA", "B-T")
    assert signing.level_of("ket-luan") == "B-LTA"
    assert (signing.patience, signing.tries) == (180.0, 3)  # 2 to 131 s an answer are reported
    assert read_office(EXAMPLE).signing.level == "B-B"


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ('level = "B-LTA"', 'level = "B-LTB"', "“B-LTB” is not possible for “signing.level”"),
        ('tsa = "http://tsa.example.vn/tsa"', "", "needs the address"),
        ('tsa = "http', 'tsa = "ftp', "does not have the form"),
        ('level = "B-LTA"', 'level = "B-LTA"\ntries = 0', "“signing.tries” must be more than 0"),
        ('level = "B-LTA"', 'level = "B-LTA"\nlevle = 1', "did you mean “level”"),
    ],
)
def test_a_mistake_about_levels_is_named(line: str, instead: str, says: str) -> None:
    text = EXAMPLE + SIGNING.replace(line, instead)
    (mistake,) = mistakes(text)
    assert says in mistake
    assert mistake.startswith("office.toml:")


def test_a_level_of_an_unknown_type_is_named_with_the_nearest() -> None:
    text = f'{EXAMPLE}{SIGNING}[signing.types]\nket-luna = "B-T"\nquyet-dinh = "B-X"\n'
    with pytest.raises(SettingsError) as caught:
        read_office(text, document_types=lambda _: ["ket-luan", "quyet-dinh"])
    said = [problem.text() for problem in caught.value.problems]
    assert len(said) == 2
    assert "ket-luan" in said[0]
    assert "“B-X” is not possible" in said[1]
    place = text.splitlines().index('ket-luna = "B-T"') + 1
    assert said[0].startswith(f"office.toml:{place}")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("[distribution]\npauses = [5, 0]", "must be more than 0"),
        ('[distribution]\npauses = ["5"]', "a list of whole numbers"),
        ("[distribution]\npauses = [1.5]", "a list of whole numbers"),
        ('[calendar]\nclosed = ["2026-08-31"]', "a list of dates"),
        ("[calendar]\nclosed = [2026-08-31T08:00:00]", "a list of dates"),
        ("[calendar]\nclosed = [2026-08-31]\nopen = [2026-08-31]", "both a day off and a working"),
    ],
)
def test_pauses_and_days_off_are_read_strictly(lines: str, says: str) -> None:
    (found,) = mistakes(f"{EXAMPLE}\n{lines}\n")
    assert says in found


def test_pauses_and_days_off_are_those_of_the_office() -> None:
    lines = "[distribution]\npauses = [1, 10]\n[calendar]\nclosed = [2026-08-31]\n"
    office = read_office(f"{EXAMPLE}\n{lines}")
    assert office.pauses == (1, 10)
    assert office.days_off == DaysOff(closed=frozenset({date(2026, 8, 31)}))
    assert read_office(EXAMPLE).days_off == DaysOff()
