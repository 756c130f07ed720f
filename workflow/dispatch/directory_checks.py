"""What one entry of the directory says of others: it must be there, end, and be one.

`check_references` and `check_names` look at what nobody could work with, and stop the reading.
`doubts` looks at what may be meant so: `recipient check` tells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from workflow.dispatch.abbreviations import name_key
from workflow.dispatch.entries import Directory
from workflow.model.messages import N_, Message, message
from workflow.model.periods import Period
from workflow.model.vietnamese import nearest

Entries = dict[str, dict[str, dict[str, Any]]]
"""Bodies, groups and persons by their ids: their values, and under `_reader` who read them."""

_SHARED_POSTS = ("phó ", "uỷ viên ", "chuyên viên ")
"""How titles begin that several people hold at once."""


def check_references(tables: Entries, unread: str) -> None:
    """What one entry says of another must be there, or in the text of a file that is broken.

    Parameters:
        unread: the texts of such files.
    """
    bodies, groups = tables["bodies"], tables["groups"]
    kinds = {body["kind"] for body in bodies.values()}
    for table, key, known in (
        ("bodies", "superior", set(bodies)),
        ("bodies", "successor", set(bodies)),
        ("groups", "superior", set(bodies)),
        ("groups", "under", set(bodies)),
        ("groups", "members", {*bodies, *groups}),
        ("groups", "kinds", kinds),
    ):
        for id, entry in tables[table].items():
            named = entry[key] if isinstance(entry[key], list) else [entry[key]]
            for name in named if entry[key] else []:
                if name not in known and name not in unread:
                    entry["_reader"].note((table, id, key), _unknown(name, known))
    for id, entry in tables["persons"].items():
        for number, post in enumerate(entry["posts"], start=1):
            if post["body"] and post["body"] not in bodies and post["body"] not in unread:
                path = ("persons", id, "posts", str(number))
                entry["_reader"].note(path, _unknown(post["body"], set(bodies)))
            _check_period(entry, ("persons", id, "posts", str(number)), post)
    for id, entry in groups.items():
        if not entry["members"] and not entry["kinds"] and not entry["under"]:
            sentence = message(N_("the group “{name}” has neither members nor kinds"), name=id)
            entry["_reader"].note(("groups", id), sentence)
    for id, entry in bodies.items():
        _check_period(entry, ("bodies", id, "to"), entry)
        if entry["successor"] and entry["to"] is None:
            sentence = message(N_("“{name}” has a successor, but no last day (“to”)"), name=id)
            entry["_reader"].note(("bodies", id, "successor"), sentence)
    _check_ends(bodies, "successor", N_("“{name}” would be its own successor: {chain}"))
    _check_ends(bodies, "superior", N_("“{name}” would stand under itself: {chain}"))
    _check_identifiers(bodies)


def check_names(tables: Entries, abbreviations: Mapping[str, str]) -> None:
    """A name that two entries have at the same time would have to be guessed."""
    owners: dict[str, list[tuple[str, Period]]] = {}
    for kind, table in tables.items():
        for id, entry in table.items():
            period = _period(entry) if kind == "bodies" else Period()
            for name in filter(None, (entry["name"], entry.get("short"), *entry["aliases"])):
                known = owners.setdefault(name_key(name, abbreviations), [])
                other = next((o for o, p in known if o != id and p.overlaps(period)), None)
                known.append((id, period))
                if other is not None:
                    sentence = message(
                        N_("the name “{name}” belongs to “{other}” already"), name=name, other=other
                    )
                    entry["_reader"].note((kind, id), sentence)

    for id, entry in tables["persons"].items():
        for number, post in enumerate(entry["posts"], start=1):
            known = owners.get(name_key(post["title"] or "", abbreviations), [])
            for other, _ in known:
                if other != post["body"]:
                    sentence = message(
                        N_("the name “{name}” belongs to “{other}” already"),
                        name=post["title"], other=other,
                    )  # fmt: skip
                    entry["_reader"].note(("persons", id, "posts", str(number)), sentence)


def _unknown(name: str, known: set[str]) -> Message:
    near = nearest(name, [k for k in known if k]) or ["–"]
    return message(N_("“{name}” is not in the directory; nearest: {near}"), name=name, near=near[0])


def _check_period(entry: Mapping[str, Any], path: tuple[str, ...], said: Mapping[str, Any]) -> None:
    if said["from"] and said["to"] and said["to"] < said["from"]:
        sentence = message(
            N_("the last day {end} is before the first, {start}"),
            end=said["to"],
            start=said["from"],
        )
        entry["_reader"].note(path, sentence)


def _check_ends(bodies: Mapping[str, Mapping[str, Any]], key: str, template: str) -> None:
    """Going from one body to the next comes to an end; a circle is told once."""
    told: set[str] = set()
    for id in bodies:
        way = [id]
        while (after := bodies[way[-1]][key]) in bodies and after not in way:
            way.append(after)
        if after == id and id not in told:
            told |= set(way)
            sentence = message(template, name=id, chain=" → ".join([*way, id]))
            bodies[id]["_reader"].note(("bodies", id, key), sentence)


def _check_identifiers(bodies: Mapping[str, Mapping[str, Any]]) -> None:
    """An identifier goes over to a successor of the same organ, never to two at once."""
    known: dict[str, list[tuple[str, Period]]] = {}
    for id, entry in bodies.items():
        organ_id = entry["organ_id"]
        if not organ_id:
            continue
        owners, period = known.setdefault(organ_id, []), _period(entry)
        other = next((o for o, p in owners if p.overlaps(period)), None)
        owners.append((id, period))
        if other is not None:
            sentence = message(
                N_("the identifier {id} belongs to “{other}” already"), id=organ_id, other=other
            )
            entry["_reader"].note(("bodies", id, "organ_id"), sentence)


def _period(entry: Mapping[str, Any]) -> Period:
    return Period(entry["from"], entry["to"])


Doubt = tuple[str, str, str, Message]
"""Table, entry and key that a sentence is about."""


def doubts(directory: Directory, on: date) -> list[Doubt]:
    """What is not wrong in itself, but will not do what somebody expects.

    Parameters:
        on: the day for which groups are looked at.
    """
    found: list[Doubt] = []
    for id, group in directory.groups.items():
        if _holds_itself(directory, id):
            found.append(("groups", id, "members", message(N_("the group “{name}” holds itself"),
                          name=group.name)))  # fmt: skip
        if not directory.members(id, on):
            sentence = message(
                N_("the group “{name}” holds nobody on {day}"), name=group.name, day=on
            )
            found.append(("groups", id, "", sentence))
        for member in group.members:
            body = directory.bodies.get(member)
            if body and body.period.is_over(on) and not directory.standing(member, on):
                found.append(("groups", id, "members", directory.absence(member, on)))
    found += _posts_held_twice(directory)
    return found


def _holds_itself(directory: Directory, id: str) -> bool:
    seen: set[str] = set()
    waiting = [*directory.groups[id].members]
    while waiting:
        member = waiting.pop()
        if member == id:
            return True
        if member in directory.groups and member not in seen:
            seen.add(member)
            waiting += directory.groups[member].members
    return False


def _posts_held_twice(directory: Directory) -> list[Doubt]:
    found: list[Doubt] = []
    for key, held in directory.posts.items():
        if key.startswith(_SHARED_POSTS):
            continue
        for (one, post), (other, second) in combinations(held, 2):
            same = post.body == second.body and one.id != other.id
            if same and post.period.overlaps(second.period):
                sentence = message(
                    N_("“{title}” is held at the same time by {one} and {other}"),
                    title=post.title, one=one.name, other=other.name,
                )  # fmt: skip
                found.append(("persons", other.id, "posts", sentence))
    return found
