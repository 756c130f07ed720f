"""Looking things up in the directory of recipients, and what is not right in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from workflow.dispatch.abbreviations import name_key
from workflow.dispatch.directory import Directory, Examined, examine
from workflow.dispatch.directory_checks import doubts
from workflow.model.errors import Problem, UnknownEntry
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Group, Official, Post, Purpose, Recipient, Way
from workflow.model.vietnamese import likeness, nearest
from workflow.services.office import OpenOffice
from workflow.services.recipient_ways import way_to, way_trouble

FOLDER = "recipients"


@dataclass(frozen=True)
class Entry:
    """A body as it stands on a day.

    Attributes:
        way: the one that would be taken; `trouble` is why it cannot be.
        stands_for_it: who stands for it on that day, where it does not itself.
        groups: the names of the groups that hold it on that day.
        posts: who holds which of its posts on that day.
        below: the names of the bodies directly under it.
        before: the names of those it stands for since they are over.
    """

    body: Body
    way: Way
    trouble: Message | None
    stands_for_it: Body | None
    there: bool
    groups: tuple[str, ...] = ()
    posts: tuple[tuple[Official, Post], ...] = ()
    below: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupEntry:
    """A group, and those whom it holds on a day."""

    group: Group
    members: tuple[Body, ...]


def list_bodies(
    office: OpenOffice,
    on: date | None = None,
    *,
    kind: str = "",
    under: str = "",
    group: str = "",
    over: bool = False,
) -> list[Entry]:
    """The bodies that are there on a day, in the order of the directory.

    Parameters:
        on: the day; None is today.
        under: a body's name or id: only those that stand under it, at any depth.
        group: a group's name or id: only those that it holds.
        over: also those that are not there on that day.

    Raises:
        UnknownEntry: nobody is called so.
    """
    directory, day = office.recipients, on or office.today
    chosen = list(directory.bodies.values())
    if kind:
        known = {body.kind for body in chosen}
        if kind not in known:
            raise UnknownEntry(name=kind, nearest=", ".join(sorted(known)))
        chosen = [body for body in chosen if body.kind == kind]
    if under:
        top = find_body(directory, under, day)
        chosen = [body for body in chosen if directory.is_under(body, top.id, day)]
    if group:
        held = {body.id for body in directory.members(_find_group(directory, group).id, day)}
        chosen = [body for body in chosen if body.id in held]
    return [_entry(office, b, day) for b in chosen if over or b.period.holds(day)]


def show_entry(office: OpenOffice, name: str, on: date | None = None) -> Entry | GroupEntry:
    """Everything that is known of a body, or of a group.

    Parameters:
        name: the id, a name or alias, the identifier of 13 characters, a post or an official.

    Raises:
        UnknownEntry: nobody is called so.
    """
    directory, day = office.recipients, on or office.today
    id = directory.names.get(name_key(name, directory.abbreviations), name)
    if id in directory.groups:
        return GroupEntry(directory.groups[id], tuple(directory.members(id, day)))
    body = find_body(directory, name, day)
    entry = _entry(office, body, day)
    groups = [g.name for g in directory.groups.values() if body in directory.members(g.id, day)]
    held = tuple(
        (official, post)
        for official in directory.officials.values()
        for post in official.posts
        if post.body == body.id and post.period.holds(day)
    )
    bodies = directory.bodies.values()
    return replace(
        entry,
        groups=tuple(groups),
        posts=held,
        below=tuple(b.name for b in bodies if b.superior == body.id),
        before=tuple(
            b.name for b in bodies if b is not body and directory.standing(b.id, day) is body
        ),
    )


def check_directory(office: OpenOffice) -> list[Problem]:
    """All mistakes of the directory, and what will not do what somebody expects.

    Raises:
        NotFound: there is no directory.
    """
    examined = examine(office.directory / FOLDER)
    found = [
        Problem(examined.place(table, id, key), sentence)
        for table, id, key, sentence in doubts(examined.directory, office.today)
    ]
    office.__dict__["recipients"] = examined.directory
    for body in examined.directory.bodies.values():
        found += _check_body(office, examined, body)
    return [*examined.problems, *sorted(found, key=_by_place)]


def find_body(directory: Directory, name: str, on: date) -> Body:
    """
    Raises:
        UnknownEntry: nobody is called so.
    """
    if name in directory.bodies:
        return directory.bodies[name]
    for body in directory.bodies.values():
        if body.organ_id and body.organ_id == name.strip().upper():
            return body
    sense = directory.meaning(name, on)
    if sense and len(sense.bodies) == 1:
        return sense.bodies[0]
    id = directory.names.get(name_key(name, directory.abbreviations), "")
    if id in directory.bodies:  # it is over, and nobody succeeded it
        return directory.bodies[id]
    names = [*directory.bodies, *directory.all_names()]
    near = [f"{known} ({likeness(name, known)}%)" for known in nearest(name, names)]
    raise UnknownEntry(name=name, nearest=", ".join(near) or "–")


def _find_group(directory: Directory, name: str) -> Group:
    id = (
        name
        if name in directory.groups
        else directory.names.get(name_key(name, directory.abbreviations), "")
    )
    if id not in directory.groups:
        names = [*directory.groups, *(n for g in directory.groups.values() for n in g.names)]
        raise UnknownEntry(name=name, nearest=", ".join(nearest(name, names)) or "–")
    return directory.groups[id]


def _entry(office: OpenOffice, body: Body, day: date) -> Entry:
    there = body.period.holds(day)
    standing = body if there else office.recipients.standing(body.id, day)
    way = way_to(office, _recipient(body))
    trouble = way_trouble(office, way, body) if there else None
    return Entry(body, way, trouble, None if there else standing, there)


def _recipient(body: Body) -> Recipient:
    return Recipient(
        0, body.name, Purpose.ACTION, body.id, body.name, body.channel, body.address, body.organ_id
    )


def _check_body(office: OpenOffice, examined: Examined, body: Body) -> list[Problem]:
    """What keeps a body that is there today from getting a document."""
    if not body.period.holds(office.today):
        return []
    found = []
    key = "ways" if body.further_ways else "channel"
    for way in body.ways:
        if way.channel not in office.channel_kinds:
            sentence = message(N_("office.toml has no channel “{channel}”"), channel=way.channel)
            found.append(Problem(examined.place("bodies", body.id, key), sentence))
    way = way_to(office, _recipient(body))
    trouble = way_trouble(office, way, body)
    if trouble and way.channel in office.channel_kinds:
        found.append(Problem(examined.place("bodies", body.id, key), trouble))
    if body.certificate and not (office.directory / FOLDER / body.certificate).is_file():
        sentence = message(N_("the file {file} is not there"), file=f"{FOLDER}/{body.certificate}")
        found.append(Problem(examined.place("bodies", body.id, "certificate"), sentence))
    return found


def _by_place(problem: Problem) -> tuple[str, int]:
    file, _, line = problem.place.rpartition(":")
    return file, int(line) if line.isdigit() else 0
