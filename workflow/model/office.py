"""The office itself: its organ, term, people, keys, seals and places, as office.toml says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.model.errors import UnknownKey, UnknownPerson
from workflow.model.messages import N_, message
from workflow.model.parties import Person, Role
from workflow.model.settings import Form, Named, Reader, Value

ORGAN_ID = r"[0-9A-Z]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"

FORM: Form = {
    "organ": {
        "id": Value(str, pattern=ORGAN_ID),
        "name": Value(str),
        "abbreviation": Value(str, pattern="[A-ZĂÂĐÊÔƠƯ]+"),
        "family": Value(str, choices=("party", "state")),
        "place": Value(str),
        "superior": Value(str, required=False, default=""),
        "issuer": Value(str, required=False, default=""),
    },
    "term": {
        "name": Value(str, pattern=r"\w[\w /-]*"),
        "from": Value(date),
        "to": Value(date, required=False),
    },
    "people": Named(
        {
            "name": Value(str),
            "title": Value(str),
            "roles": Value(list, choices=tuple(Role)),
        }
    ),
    "keys": Named(
        {
            "source": Value(str),
            "holder": Value(str),
            "file": Value(str),
            "password": Value(str, required=False, default="prompt",
                              pattern=r"prompt|env:\w+|file:.+", secret=True),
            "image": Value(str, required=False, default=""),
        },
        required=False,
    ),
    "seals": Named(
        {
            "key": Value(str),
            "image": Value(str),
            "diameter": Value(float, required=False, default=30.0),
        },
        required=False,
    ),
    "trust": {"anchors": Value(str, required=False, default="keys/trust")},
    "storage": {"database": Value(str, required=False, default="signed/vanban.db")},
    "channels": {"folder": Value(str, required=False, default="outbox")},
}  # fmt: skip

PROMPT = "prompt"
"""The `password` of a key whose password is typed."""

ORGAN_HOLDER = "organ"
"""The `holder` of a key that belongs to the organ, not to a person."""


@dataclass(frozen=True)
class Organ:
    """`issuer` is the body that decides (Ban Thường vụ Tỉnh uỷ), `name` the one that is printed:
    both a province's committee and its standing committee print one line (HD05 II.I.2.1)."""

    id: str
    name: str
    abbreviation: str
    family: str
    place: str
    superior: str
    issuer: str


@dataclass(frozen=True)
class Term:
    """A term of office (nhiệm kỳ); numbers start anew with each."""

    name: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Key:
    """A signing key; `holder` is a person's id or "organ". Paths are relative to the office."""

    id: str
    source: str
    holder: str
    file: str
    password: str
    image: str


@dataclass(frozen=True)
class Seal:
    """The organ's seal: the key that signs and the image that shows; `diameter` in mm."""

    id: str
    key: str
    image: str
    diameter: float


@dataclass(frozen=True)
class Office:
    organ: Organ
    term: Term
    people: Mapping[str, Person]
    keys: Mapping[str, Key]
    seals: Mapping[str, Seal]
    trust: str
    database: str
    folder: str

    def person(self, name: str) -> Person:
        """
        Raises:
            UnknownPerson: nobody under [people] has this id.
        """
        if name not in self.people:
            raise UnknownPerson(name=name, known=", ".join(self.people))
        return self.people[name]

    def key(self, name: str) -> Key:
        """
        Raises:
            UnknownKey: no table [keys.NAME].
        """
        if name not in self.keys:
            raise UnknownKey(name=name, known=", ".join(self.keys) or "–")
        return self.keys[name]

    def seal(self, name: str) -> Seal:
        """
        Raises:
            UnknownKey: no table [seals.NAME].
        """
        if name not in self.seals:
            raise UnknownKey(name=name, known=", ".join(self.seals) or "–")
        return self.seals[name]

    def people_with(self, role: Role) -> list[Person]:
        return [person for person in self.people.values() if role in person.roles]


def read_office(text: str, file: str = "office.toml") -> Office:
    """The office that a settings file describes.

    Raises:
        SettingsError: with every mistake, its line and the nearest known name.
    """
    reader = Reader(text, file)
    values = reader.read(FORM)
    _check_references(reader, values)
    reader.finish()
    organ, term = values["organ"], values["term"]
    return Office(
        organ=Organ(**organ),
        term=Term(term["name"], term["from"], term["to"]),
        people={
            id: Person(id, p["name"], p["title"], frozenset(Role(r) for r in p["roles"]))
            for id, p in values["people"].items()
        },
        keys={id: Key(id=id, **key) for id, key in values["keys"].items()},
        seals={id: Seal(id=id, **seal) for id, seal in values["seals"].items()},
        trust=values["trust"]["anchors"],
        database=values["storage"]["database"],
        folder=values["channels"]["folder"],
    )


def _check_references(reader: Reader, values: Mapping[str, Any]) -> None:
    """What one table says of another must be there."""
    start, end = values["term"]["from"], values["term"]["to"]
    if start and end and end <= start:
        reader.note(
            ("term", "to"), message(N_("the term ends on {end}, before it starts"), end=end)
        )
    holders = [*values["people"], ORGAN_HOLDER]
    for id, key in values["keys"].items():
        if key["holder"] and key["holder"] not in holders:
            reader.note(
                ("keys", id, "holder"),
                message(N_("nobody under [people] is called “{name}”; possible: {known}"),
                        name=key["holder"], known=", ".join(holders)),
            )  # fmt: skip
    for id, seal in values["seals"].items():
        if seal["key"] and seal["key"] not in values["keys"]:
            reader.note(
                ("seals", id, "key"),
                message(N_("there is no key “{name}”; possible: {known}"),
                        name=seal["key"], known=", ".join(values["keys"])),
            )  # fmt: skip
    if "people" in reader.raw and values["people"] == {}:
        reader.note(("people",), message(N_("nobody is listed under [people]")))
