"""Reading the directory of recipients, recipients/*.toml, with every mistake by file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from workflow.dispatch.abbreviations import expanded, name_key
from workflow.dispatch.directory_checks import Entries, check_names, check_references
from workflow.dispatch.directory_form import FORM, body_of, group_of, official_of
from workflow.dispatch.entries import Directory
from workflow.model.errors import NotFound, Problem, SettingsError
from workflow.model.messages import N_, message
from workflow.model.parties import Body, Group
from workflow.model.settings import Reader

Item = TypeVar("Item")

__all__ = ["Directory", "Examined", "examine", "examine_texts", "expanded", "read_directory"]

_FLAT = ("abbreviations", "units")
_UNITS = {"VT": "Văn thư"}
"""What every office has (NĐ30 PL I II.9): Lưu: VT."""


@dataclass
class Examined:
    """A directory with its mistakes. What is not right in itself is left out of it.

    Attributes:
        texts: of its files, by their names in the folder.
        places: the file that each body, group and person stands in.
    """

    directory: Directory
    problems: list[Problem]
    texts: Mapping[str, str]
    places: Mapping[str, str]
    _readers: Mapping[str, Reader] = field(repr=False, default_factory=dict)

    def place(self, table: str, id: str, key: str = "") -> str:
        """Where an entry stands, by file and line."""
        reader = self._readers[self.places[id]]
        return reader.place(tuple(filter(None, (table, id, key))))

    def lines(self, id: str) -> range | None:
        """The lines of a body's table in its file, counted from 0; None where it has no header."""
        return self._readers[self.places[id]].table_lines(("bodies", id))


def read_directory(folder: Path) -> Directory:
    """The directory in a folder's TOML files.

    Raises:
        SettingsError: with every mistake of all files, by file and line.
        NotFound: the folder holds no TOML file.
    """
    examined = examine(folder)
    if examined.problems:
        raise SettingsError(problems=examined.problems)
    return examined.directory


def examine(folder: Path) -> Examined:
    """
    Raises:
        NotFound: the folder holds no TOML file.
    """
    texts: dict[str, str] = {}
    unreadable: list[Problem] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            texts[file.name] = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            sentence = message(N_("it cannot be read ({error})"), error=error)
            unreadable.append(Problem(f"{folder.name}/{file.name}", sentence))
    if not texts and not unreadable:
        raise NotFound(file=f"{folder.name}/*.toml")
    examined = examine_texts(texts, folder.name)
    examined.problems[:0] = unreadable
    return examined


def examine_texts(texts: Mapping[str, str], folder: str) -> Examined:
    """The same of texts that need not be in files yet.

    Parameters:
        texts: by the names of their files in `folder`.
    """
    readers: dict[str, Reader] = {}
    problems: list[Problem] = []
    places: dict[str, str] = {}
    tables: Entries = {"bodies": {}, "groups": {}, "persons": {}}
    flat: dict[str, dict[str, str]] = {name: {} for name in _FLAT}
    unread = ""
    for file, text in texts.items():
        try:
            reader = readers[file] = Reader(text, f"{folder}/{file}")
        except SettingsError as error:
            problems.extend(error.problems)
            unread += text
            continue
        for name in _FLAT:
            flat[name] |= _flat_table(reader, name)
        values = reader.read(FORM)
        for kind, table in tables.items():
            for id, entry in values[kind].items():
                if any(id in known for known in tables.values()):
                    reader.note((kind, id), message(N_("“{name}” stands twice"), name=id))
                if kind == "bodies":
                    _check_ways(reader, id)
                table[id] = entry | {"_reader": reader}
                places[id] = file
    check_references(tables, unread)
    check_names(tables, flat["abbreviations"])
    for reader in readers.values():
        problems += sorted(reader.problems, key=lambda p: int(p.place.rpartition(":")[2]))
    directory = _directory(tables, flat["abbreviations"], _UNITS | flat["units"])
    return Examined(directory, problems, texts, places, readers)


def _flat_table(reader: Reader, name: str) -> dict[str, str]:
    """A table of short forms, taken out before the rest is read by its form."""
    raw = reader.raw.pop(name, {})
    if not isinstance(raw, dict):
        reader.note((name,), message(N_("[{name}] must be a table"), name=name))
        return {}
    for short, full in raw.items():
        if not isinstance(full, str):
            reader.note((name, short), message(N_("“{name}” must be text"), name=short))
    return {short: full for short, full in raw.items() if isinstance(full, str)}


def _check_ways(reader: Reader, id: str) -> None:
    raw = reader.raw["bodies"][id]
    if isinstance(raw, dict) and "ways" in raw and ({"channel", "address"} & set(raw)):
        sentence = message(N_("say either “ways” or “channel” and “address”"))
        reader.note(("bodies", id, "ways"), sentence)


def _directory(
    tables: Entries, abbreviations: Mapping[str, str], units: Mapping[str, str]
) -> Directory:
    """The entries that say at least what they must, for those who look for further mistakes."""

    def by_key(named: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
        found: dict[str, tuple[Item, ...]] = {}
        for name, item in named:
            key = name_key(name, abbreviations)
            if item not in found.get(key, ()):
                found[key] = (*found.get(key, ()), item)
        return found

    bodies = {id: body_of(id, e) for id, e in tables["bodies"].items() if e["name"] and e["kind"]}
    groups = {id: group_of(id, e) for id, e in tables["groups"].items() if e["name"]}
    officials = {id: official_of(id, e) for id, e in tables["persons"].items() if e["name"]}
    entries: list[Body | Group] = [*bodies.values(), *groups.values()]
    namesakes = by_key((name, entry.id) for entry in entries for name in entry.names)
    people = by_key((name, o.id) for o in officials.values() for name in o.names)
    return Directory(
        bodies,
        groups,
        abbreviations,
        names={key: ids[-1] for key, ids in namesakes.items()},
        namesakes=namesakes,
        officials=officials,
        people={key: ids[-1] for key, ids in people.items()},
        posts=by_key((p.title, (o, p)) for o in officials.values() for p in o.posts),
        units=units,
    )
