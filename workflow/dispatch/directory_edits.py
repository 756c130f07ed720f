"""Changing the directory's TOML: what is said of bodies, with comments and order left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from workflow.dispatch.abbreviations import name_key
from workflow.dispatch.directory import Examined, examine_texts
from workflow.dispatch.directory_tables import (
    HEADINGS,
    NO,
    YES,
    Row,
    date_of,
    row_of,
    truth_of,
)
from workflow.model.errors import Problem, RecipientTableRefused
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Way
from workflow.model.periods import Period
from workflow.model.vietnamese import plain_name

if TYPE_CHECKING:
    from tomlkit.items import Table

_NEW_BODIES = "bodies.toml"
_TEXTS = ("name", "short", "kind", "organ_id", "superior", "email", "certificate", "successor")


@dataclass(frozen=True)
class Change:
    """What becomes of one body: each field that differs, before and after, as a table has it."""

    body: str
    name: str
    new: bool
    fields: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Edit:
    """Changes, and the texts of the files that they change, by the files' names."""

    changes: tuple[Change, ...]
    texts: Mapping[str, str]


def edit_by_rows(examined: Examined, rows: Sequence[Row], folder: str, file: str) -> Edit:
    """The directory as the rows of a table say: bodies are known by id, else by identifier,
    else by the very name.

    A column that the table has not stays as it is; an empty cell takes the field away.

    Parameters:
        folder: the directory's, for the places of mistakes.
        file: the table's.

    Raises:
        RecipientTableRefused: with every mistake, nothing being half done.
    """
    known = examined.directory.bodies
    by_organ = {body.organ_id: body.id for body in known.values() if body.organ_id}
    wanted: dict[str, Body] = {}
    problems: list[Problem] = []
    for row in rows:
        id = row.cells.get("id") or by_organ.get(row.cells.get("organ_id", "") or "–")
        name = row.cells.get("name", "")
        id = id or _named(examined, name) or _new_id(name, {*examined.places, *wanted})
        if id in wanted:
            problems.append(Problem(row.place, message(N_("“{name}” stands twice"), name=id)))
            continue
        if id in examined.places and id not in known:
            sentence = message(N_("“{name}” is no body, but a group or a person"), name=id)
            problems.append(Problem(row.place, sentence))
            continue
        body, found = _as_row_says(known.get(id) or Body(id, "", ""), row)
        problems += found
        for field in ("name", "kind"):
            if not getattr(body, field):
                sentence = message(N_("“{name}” is missing"), name=HEADINGS[field])
                problems.append(Problem(row.place, sentence))
        wanted[id] = body
    if problems:
        raise RecipientTableRefused(file=file, problems=problems)
    return edit(examined, list(wanted.values()), folder, file)


def edit_by_merger(examined: Examined, old: Sequence[str], new: str, on: date, folder: str) -> Edit:
    """Bodies that merged into another, or a body that goes on under another name.

    Parameters:
        on: the first day of which the new body stands for the old ones.

    Raises:
        RecipientTableRefused: one would be its own successor, or is over already.
    """
    bodies = examined.directory.bodies
    last = on - timedelta(days=1)
    problems: list[Problem] = []
    changed = []
    for id in dict.fromkeys(old):
        body = bodies[id]
        place = examined.place("bodies", id)
        if id == new:
            sentence = message(N_("“{name}” cannot merge into itself"), name=id)
            problems.append(Problem(place, sentence))
        elif body.successor and body.successor != new:
            sentence = message(
                N_("“{name}” merged into “{other}” already"), name=id, other=body.successor
            )
            problems.append(Problem(place, sentence))
        else:
            changed.append(replace(body, period=Period(body.period.start, last), successor=new))
    if problems:
        raise RecipientTableRefused(file=folder, problems=problems)
    return edit(examined, changed, folder, folder)


def edit(examined: Examined, bodies: Sequence[Body], folder: str, source: str) -> Edit:
    """The texts in which these bodies are as given; what is right already is not touched.

    Raises:
        RecipientTableRefused: the directory would have mistakes then.
    """
    known = examined.directory.bodies
    changed = [body for body in bodies if _change(known.get(body.id), body).fields]
    by_file: dict[str, list[Body]] = {}
    for body in changed:
        file = examined.places.get(body.id) or _file_of_new_bodies(examined)
        by_file.setdefault(file, []).append(body)
    texts = {file: _with_bodies(examined, file, each) for file, each in by_file.items()}
    after = examine_texts({**examined.texts, **texts}, folder)
    problems = list(after.problems)
    for body in changed:
        if not problems and after.directory.bodies.get(body.id) != body:
            sentence = message(N_("this entry cannot be changed by a program; change it by hand"))
            problems.append(Problem(after.place("bodies", body.id), sentence))
    if problems:
        raise RecipientTableRefused(file=source, problems=problems)
    return Edit(tuple(_change(known.get(body.id), body) for body in changed), texts)


def _as_row_says(body: Body, row: Row) -> tuple[Body, list[Problem]]:
    cells, problems = row.cells, []

    def wrong(column: str, sentence: Message) -> None:
        problems.append(Problem(f"{row.place}, {HEADINGS[column]}", sentence))

    said: dict[str, Any] = {field: cells[field] for field in _TEXTS if field in cells}
    if "aliases" in cells:
        said["aliases"] = tuple(_several(cells["aliases"]))
    if "ways" in cells:
        ways = [_way(text) for text in _several(cells["ways"])] or [Way(Body.channel)]
        if not all(way.channel for way in ways):
            sentence = N_("“{text}” names no channel; write “channel: address”")
            wrong("ways", message(sentence, text=cells["ways"]))
        said |= {
            "channel": ways[0].channel,
            "address": ways[0].address,
            "further_ways": tuple(ways[1:]),
        }
    if "encrypt" in cells:
        said["encrypt"] = truth_of(cells["encrypt"])
        if said["encrypt"] is None:
            sentence = N_("“{text}” is neither “{yes}” nor “{no}”")
            wrong("encrypt", message(sentence, text=cells["encrypt"], yes=YES, no=NO))
            said["encrypt"] = body.encrypt
    days = {"from": body.period.start, "to": body.period.end}
    for column in days:
        if column in cells:
            days[column] = date_of(cells[column])
            if cells[column] and days[column] is None:
                wrong(column, message(N_("“{text}” is no day such as 15/10/2026"),
                      text=cells[column]))  # fmt: skip
    said["period"] = Period(days["from"], days["to"])
    return replace(body, **said), problems


def _way(text: str) -> Way:
    channel, _, address = text.partition(":")
    return Way(channel.strip(), address.strip())


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _change(before: Body | None, after: Body) -> Change:
    was = row_of(before) if before else dict.fromkeys(HEADINGS, "") | {"id": after.id}
    now = row_of(after)
    fields = {
        column: (was[column], now[column]) for column in HEADINGS if was[column] != now[column]
    }
    return Change(after.id, after.name, before is None, fields)


def _with_bodies(examined: Examined, file: str, bodies: Sequence[Body]) -> str:
    """A file's text with some bodies changed where they stand, and new ones at its end."""
    lines = examined.texts.get(file, "").splitlines(keepends=True)
    places = {body: examined.lines(body.id) for body in bodies if body.id in examined.places}
    # From the last to the first: what stands above keeps its line.
    for body, place in sorted(places.items(), key=lambda item: -(item[1] or range(0)).start):
        if place is not None:
            old = "".join(lines[place.start : place.stop])
            lines[place.start : place.stop] = [_changed(old, examined, body)]
    text = "".join(lines)
    for body in bodies:
        if body not in places:
            text += ("" if not text or text.endswith("\n") else "\n") + "\n" + _new(body)
    return text


def _changed(text: str, examined: Examined, body: Body) -> str:
    """A body's own table with what differs put into it."""
    from tomlkit import parse

    document: Any = parse(text)
    _put_fields(
        document["bodies"][body.id], _change(examined.directory.bodies[body.id], body), body
    )
    changed = str(document.as_string())
    return changed if changed.endswith("\n") else changed + "\n"


def _new(body: Body) -> str:
    import tomlkit

    table = tomlkit.table()
    _put_fields(table, _change(None, body), body)
    return f"[bodies.{tomlkit.key(body.id).as_string()}]\n{table.as_string()}"


def _put_fields(table: Table, change: Change, body: Body) -> None:
    row = row_of(body)
    for field in change.fields:
        if field == "ways":
            _write_ways(table, body)
        elif field == "aliases":
            _put(table, field, list(body.aliases))
        elif field in ("from", "to"):
            _put(table, field, body.period.start if field == "from" else body.period.end)
        elif field == "encrypt":
            _put(table, field, body.encrypt)
        elif field != "id":
            _put(table, field, row[field])


def _write_ways(table: Table, body: Body) -> None:
    """One way as `channel` and `address`, several as a list."""
    import tomlkit

    if body.further_ways:
        for field in ("channel", "address"):
            _put(table, field, "")
        ways = tomlkit.array()
        for way in body.ways:
            each = tomlkit.inline_table()
            each.append("channel", way.channel)
            if way.address:
                each.append("address", way.address)
            ways.append(each)
        table["ways"] = ways.multiline(True)
    else:
        _put(table, "ways", "")
        _put(table, "channel", body.channel if body.channel != Body.channel else "")
        _put(table, "address", body.address)


def _put(table: Table, field: str, value: Any) -> None:
    if value:
        table[field] = value
    elif field in table:
        del table[field]


def _file_of_new_bodies(examined: Examined) -> str:
    """`bodies.toml`, where an office keeps that name; else where the last body stands."""
    if _NEW_BODIES in examined.texts or not examined.directory.bodies:
        return _NEW_BODIES
    return examined.places[list(examined.directory.bodies)[-1]]


def _named(examined: Examined, name: str) -> str:
    """The body that bears exactly this name, if any."""
    directory = examined.directory
    id = directory.names.get(name_key(name, directory.abbreviations), "") if name else ""
    return id if id in directory.bodies else ""


def _new_id(name: str, taken: set[str]) -> str:
    plain = plain_name(name) or "x"
    id, number = plain, 2
    while id in taken:
        id, number = f"{plain}-{number}", number + 1
    return id
