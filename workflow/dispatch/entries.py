"""The directory itself: who is in it, and who stands for whom on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from workflow.dispatch.abbreviations import name_key
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Group, Official, Post

Held = tuple[Official, Post]
_COURTESY = ("đồng chí ", "ông ", "bà ")


@dataclass(frozen=True)
class Sense:
    """What a name means on a day: these bodies, or nobody, and why.

    `person` is the official who is named, or who holds the post that is named.
    """

    bodies: tuple[Body, ...] = ()
    person: str = ""
    reason: Message | None = None


@dataclass(frozen=True)
class Directory:
    """Everybody who can be a recipient.

    Attributes:
        names: from a name's key to the body or group; of namesakes, to the last.
        namesakes: from a name's key to all that bear it, one after the other in time.
        people: from the key of an official's name to the official.
        posts: from a title's key to all who hold it, one after the other or at once.
        units: those of the office itself that keep archive copies, by their short forms.
    """

    bodies: Mapping[str, Body]
    groups: Mapping[str, Group]
    abbreviations: Mapping[str, str]
    names: Mapping[str, str] = field(repr=False, default_factory=dict)
    namesakes: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)
    officials: Mapping[str, Official] = field(default_factory=dict)
    people: Mapping[str, str] = field(repr=False, default_factory=dict)
    posts: Mapping[str, tuple[Held, ...]] = field(repr=False, default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def standing(self, id: str, on: date | None) -> Body | None:
        """The body itself on that day, or who stands for it then: the last of its successors.

        None where it is not there yet, or is no longer and nobody succeeded it. With `on` None the
        day does not matter.
        """
        body, seen = self.bodies[id], {id}
        while on and not body.period.holds(on):
            if not body.period.is_over(on) or not body.successor or body.successor in seen:
                return None
            seen.add(body.successor)
            body = self.bodies[body.successor]
        return body

    def members(self, id: str, on: date | None = None) -> list[Body]:
        """The bodies that a body or group stands for on a day, each once, in the directory's order.

        With `on` None the day does not matter.
        """
        if id in self.bodies:
            body = self.standing(id, on)
            return [body] if body else []
        found = {body.id for body in self._members(id, set(), on)}
        return [body for body in self.bodies.values() if body.id in found]

    def is_under(self, body: Body, id: str, on: date | None) -> bool:
        """Whether a body stands under another on a day, at any depth."""
        return self._as_of(id, on) in self._above(body, on)

    def meaning(self, name: str, on: date | None = None) -> Sense | None:
        """What a name means on a day; None if nobody and nothing ever had it."""
        key = name_key(name, self.abbreviations)
        if key in self.namesakes:
            return self._of_entry(self.namesakes[key], on)
        plain = next((key.removeprefix(c) for c in _COURTESY if key.startswith(c)), key)
        if plain in self.posts:
            return self._of_post(self.posts[plain], on)
        if plain in self.people:
            return self._of_person(self.officials[self.people[plain]], on)
        return None

    def all_names(self) -> Iterator[str]:
        """Every name of everybody, as it is written."""
        entries: Iterable[Body | Group | Official] = (
            *self.bodies.values(), *self.groups.values(), *self.officials.values(),
        )  # fmt: skip
        for entry in entries:
            yield from entry.names
        for official in self.officials.values():
            yield from (post.title for post in official.posts)

    def _members(self, id: str, seen: set[str], on: date | None) -> Iterator[Body]:
        group = self.groups[id]
        seen.add(id)
        for member in group.members:
            if member in self.bodies:
                if body := self.standing(member, on):
                    yield body
            elif member not in seen:
                yield from self._members(member, seen, on)
        if group.kinds or group.under or group.superior:
            yield from (b for b in self.bodies.values() if self._obeys(b, group, on))

    def _obeys(self, body: Body, group: Group, on: date | None) -> bool:
        """Whether a group's rule gathers a body on a day."""
        if group.kinds and body.kind not in group.kinds:
            return False
        if not (group.kinds or group.under):
            return False  # `superior` narrows kinds, it gathers nobody by itself
        if on and not body.period.holds(on):
            return False
        above = self._above(body, on)
        return (not group.superior or self._as_of(group.superior, on) in above[:1]) and (
            not group.under or self._as_of(group.under, on) in above
        )

    def _above(self, body: Body, on: date | None) -> list[str]:
        """Under whom a body stands on a day, the nearest first."""
        above: list[str] = []
        while body.superior and (superior := self._as_of(body.superior, on)) not in above:
            above.append(superior)
            body = self.bodies[superior]
        return above

    def _as_of(self, id: str, on: date | None) -> str:
        body = self.standing(id, on)
        return body.id if body else id

    def _of_entry(self, ids: tuple[str, ...], on: date | None) -> Sense:
        if ids[0] in self.groups:
            found = self.members(ids[0], on)
            return Sense(tuple(found), reason=None if found else self._empty(ids[0], on))
        there = [id for id in ids if on is None or self.bodies[id].period.holds(on)]
        # Of namesakes that are over, the one that was the last before that day.
        over = [id for id in ids if on and self.bodies[id].period.is_over(on)]
        over.sort(key=lambda id: self.bodies[id].period.end or date.max)
        id = (there or over or list(ids))[-1]
        body = self.standing(id, on)
        return Sense((body,)) if body else Sense(reason=self.absence(id, on))

    def _empty(self, id: str, on: date | None) -> Message:
        name = self.groups[id].name
        if on is None:
            return message(N_("the group “{name}” holds nobody"), name=name)
        return message(N_("the group “{name}” holds nobody on {day}"), name=name, day=on)

    def absence(self, id: str, on: date | None) -> Message:
        """Why nobody stands for a body on a day: it, or the last of its successors."""
        body, seen = self.bodies[id], {id}
        while on and body.period.is_over(on) and body.successor not in ("", *seen):
            seen.add(body.successor)
            body = self.bodies[body.successor]
        if on and body.period.is_over(on):
            return message(
                N_("“{name}” is there until {end} only, and has no successor"),
                name=body.name, end=body.period.end,
            )  # fmt: skip
        return message(
            N_("“{name}” is there from {start} only"), name=body.name, start=body.period.start
        )

    def _of_post(self, held: tuple[Held, ...], on: date | None) -> Sense:
        """The body of a post. One that nobody holds for now is still a post of its body."""
        now = [each for each in held if on is None or each[1].period.holds(on)]
        people = {who.name for who, _ in now}
        sense = self._one_body([post for _, post in now or held], on)
        return replace(sense, person=people.pop() if sense.bodies and len(people) == 1 else "")

    def _of_person(self, official: Official, on: date | None) -> Sense:
        now = [post for post in official.posts if on is None or post.period.holds(on)]
        if not now:
            reason = message(N_("“{name}” holds no post on {day}"), name=official.name, day=on)
            return Sense(reason=reason)
        sense = self._one_body(now, on)
        return replace(sense, person=official.name if sense.bodies else "")

    def _one_body(self, posts: list[Post], on: date | None) -> Sense:
        """The body of the posts; of several bodies none, as nothing is guessed."""
        ids = {self._as_of(post.body, on) for post in posts}
        if len(ids) > 1:
            titles = "; ".join(dict.fromkeys(post.title for post in posts))
            names = "; ".join(self.bodies[id].name for id in sorted(ids))
            return Sense(
                reason=message(
                    N_("it may be meant for several bodies: {names} ({titles}); name one"),
                    names=names, titles=titles,
                )
            )  # fmt: skip
        (id,) = ids
        body = self.standing(id, on)
        return Sense((body,)) if body else Sense(reason=self.absence(id, on))
