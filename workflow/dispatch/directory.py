"""The directory of recipients: bodies, groups and abbreviations, read from recipients/*.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workflow.model.errors import NotFound, Problem, SettingsError
from workflow.model.messages import N_, message
from workflow.model.office_settings import ORGAN_ID
from workflow.model.parties import Body, Group
from workflow.model.settings import Form, Named, Reader, Value
from workflow.model.vietnamese import matching_key, nearest

_FORM: Form = {
    "bodies": Named(
        {
            "name": Value(str),
            "kind": Value(str),
            "organ_id": Value(str, required=False, default="", pattern=f"({ORGAN_ID})?"),
            "superior": Value(str, required=False, default=""),
            "aliases": Value(list, required=False, default=()),
            "channel": Value(str, required=False, default="folder"),
            "address": Value(str, required=False, default=""),
        },
        required=False,
    ),
    "groups": Named(
        {
            "name": Value(str),
            "aliases": Value(list, required=False, default=()),
            "members": Value(list, required=False, default=()),
            "kinds": Value(list, required=False, default=()),
            "superior": Value(str, required=False, default=""),
        },
        required=False,
    ),
    "abbreviations": Named({}, required=False),
}


@dataclass(frozen=True)
class Directory:
    """Everybody who can be a recipient; `names` leads from a name's key to the body or group."""

    bodies: Mapping[str, Body]
    groups: Mapping[str, Group]
    abbreviations: Mapping[str, str]
    names: Mapping[str, str] = field(repr=False, default_factory=dict)

    def members(self, id: str) -> list[Body]:
        """The bodies that a body or group stands for, each once, in the directory's order."""
        if id in self.bodies:
            return [self.bodies[id]]
        found = {body.id for body in self._members(id, set())}
        return [body for body in self.bodies.values() if body.id in found]

    def _members(self, id: str, seen: set[str]) -> Iterator[Body]:
        group = self.groups[id]
        seen.add(id)
        for member in group.members:
            if member in self.bodies:
                yield self.bodies[member]
            elif member not in seen:
                yield from self._members(member, seen)
        for body in self.bodies.values():
            if body.kind in group.kinds and group.superior in ("", body.superior):
                yield body


def read_directory(folder: Path) -> Directory:
    """The directory in a folder's TOML files.

    Raises:
        SettingsError: with every mistake of all files, by file and line.
        NotFound: the folder holds no TOML file.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise NotFound(file=f"{folder.name}/*.toml")
    readers: list[Reader] = []
    problems: list[Problem] = []
    tables: dict[str, dict[str, Any]] = {"bodies": {}, "groups": {}}
    abbreviations: dict[str, str] = {}
    unread = ""
    for file in files:
        text = ""
        try:
            text = file.read_text("utf-8")
            reader = Reader(text, f"{folder.name}/{file.name}")
        except SettingsError as error:
            problems.extend(error.problems)
            unread += text
            continue
        except (OSError, UnicodeDecodeError) as error:
            sentence = message(N_("it cannot be read ({error})"), error=error)
            problems.append(Problem(f"{folder.name}/{file.name}", sentence))
            continue
        abbreviations |= _abbreviations(reader)
        values = reader.read(_FORM)
        readers.append(reader)
        for kind, table in tables.items():
            for id, entry in values[kind].items():
                if any(id in known for known in tables.values()):
                    reader.note((kind, id), message(N_("“{name}” stands twice"), name=id))
                table[id] = entry | {"_reader": reader}
    _check_references(tables, unread)
    _check_names(tables, abbreviations)
    for reader in readers:
        problems += sorted(reader.problems, key=lambda p: int(p.place.rpartition(":")[2]))
    if problems:
        raise SettingsError(problems=problems)
    bodies = {id: Body(id=id, **_tuples(entry)) for id, entry in tables["bodies"].items()}
    groups = {id: Group(id=id, **_tuples(entry)) for id, entry in tables["groups"].items()}
    entries: list[Body | Group] = [*bodies.values(), *groups.values()]
    names = {
        matching_key(expanded(name, abbreviations)): entry.id
        for entry in entries
        for name in (entry.name, *entry.aliases)
    }
    return Directory(bodies, groups, abbreviations, names)


def expanded(text: str, abbreviations: Mapping[str, str]) -> str:
    """The text with its abbreviations written out, word by word."""
    by_key = {matching_key(short): full for short, full in abbreviations.items()}
    return " ".join(by_key.get(matching_key(word), word) for word in text.split())


def _abbreviations(reader: Reader) -> dict[str, str]:
    """The flat table of abbreviations, taken out before the rest is read by its form."""
    raw = reader.raw.pop("abbreviations", {})
    if not isinstance(raw, dict):
        reader.note(
            ("abbreviations",), message(N_("[{name}] must be a table"), name="abbreviations")
        )
        return {}
    for short, full in raw.items():
        if not isinstance(full, str):
            reader.note(("abbreviations", short), message(N_("“{name}” must be text"), name=short))
    return {short: full for short, full in raw.items() if isinstance(full, str)}


def _check_references(tables: Mapping[str, Mapping[str, Any]], unread: str) -> None:
    """What one entry says of another must be there, or in the text of a file that is broken."""
    bodies, groups = tables["bodies"], tables["groups"]
    kinds = {body["kind"] for body in bodies.values()}
    for table, key, known in (
        ("bodies", "superior", set(bodies)),
        ("groups", "superior", set(bodies)),
        ("groups", "members", {*bodies, *groups}),
        ("groups", "kinds", kinds),
    ):
        for id, entry in tables[table].items():
            named = (
                entry[key] if isinstance(entry[key], list) else [entry[key]] if entry[key] else []
            )
            for name in named:
                if name not in known and name not in unread:
                    near = nearest(name, [k for k in known if k]) or ["–"]
                    sentence = message(
                        N_("“{name}” is not in the directory; nearest: {near}"),
                        name=name,
                        near=near[0],
                    )
                    entry["_reader"].note((table, id, key), sentence)
    for id, entry in groups.items():
        if not entry["members"] and not entry["kinds"]:
            sentence = message(N_("the group “{name}” has neither members nor kinds"), name=id)
            entry["_reader"].note(("groups", id), sentence)
    identifiers: dict[str, str] = {}
    for id, entry in bodies.items():
        organ_id = entry["organ_id"]
        if organ_id and identifiers.setdefault(organ_id, id) != id:
            sentence = message(
                N_("the identifier {id} belongs to “{other}” already"),
                id=organ_id, other=identifiers[organ_id],
            )  # fmt: skip
            entry["_reader"].note(("bodies", id, "organ_id"), sentence)


def _check_names(tables: Mapping[str, Mapping[str, Any]], abbreviations: Mapping[str, str]) -> None:
    """A name that two entries share would have to be guessed."""
    owners: dict[str, str] = {}
    for kind, table in tables.items():
        for id, entry in table.items():
            for name in (entry["name"] or "", *entry["aliases"]):
                owner = owners.setdefault(matching_key(expanded(name, abbreviations)), id)
                if owner != id:
                    sentence = message(
                        N_("the name “{name}” belongs to “{other}” already"), name=name, other=owner
                    )
                    entry["_reader"].note((kind, id), sentence)


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in entry.items()
        if key != "_reader"
    }
