"""From a line of the Nơi nhận to the bodies it stands for.

A line is matched whole first; otherwise it is taken apart at commas and "và", in as few parts as
all match. A part may lack the "Các" or "Đồng chí" that the line begins with. Nothing is guessed:
what does not match is reported with the names that look most like it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from workflow.dispatch.abbreviations import expanded, name_key
from workflow.dispatch.directory import Directory
from workflow.dispatch.short_forms import (
    article_meant,
    carried_out_by,
    copies_of,
    means_addressees,
    purpose_of,
    unit_key,
    unit_keys,
    without_concerned,
)
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body, Proposal, Purpose, Recipient, Resolution, Unresolved
from workflow.model.vietnamese import likeness, nearest

_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+và\s+", re.IGNORECASE)
_AND = re.compile(r"^và\s+", re.IGNORECASE)
_LEADS = ("các đồng chí", "các", "đồng chí")


def resolve(
    lines: Sequence[str],
    directory: Directory,
    on: date | None = None,
    addressees: Sequence[str] = (),
    articles: Mapping[int, str] | None = None,
) -> Resolution:
    """The bodies that the lines stand for, and the parts that stand for nobody.

    Parameters:
        on: the day of the document; None takes everybody who ever was.
        addressees: the lines of its Kính gửi, for `Như trên`.
        articles: the texts of its articles by their numbers, for `Như Điều 3`.
    """
    reading = _Reading(directory, on, addressees, articles or {})
    recipients: dict[str, Recipient] = {}
    unresolved: list[Unresolved] = []
    unnamed: list[str] = []
    for number, line in enumerate(lines, start=1):
        text, purpose = purpose_of(line)
        read = reading.line(text, purpose is Purpose.ARCHIVE)
        unnamed += read.unnamed
        unresolved += [
            Unresolved(number, line, part.text, part.proposals, part.reason) for part in read.lost
        ]
        for each in () if read.lost else read.meant:
            recipient = each.recipient(number, line, purpose)
            key = f"archive:{recipient.body}" if purpose is Purpose.ARCHIVE else recipient.body
            recipients.setdefault(key, recipient)
    return Resolution(tuple(recipients.values()), tuple(unresolved), tuple(unnamed))


@dataclass(frozen=True)
class _Meant:
    """One whom a part stands for: a body, or a unit of the office by its short form."""

    body: Body | None
    unit: str = ""
    name: str = ""
    person: str = ""
    copies: int = 1

    def recipient(self, number: int, line: str, purpose: Purpose) -> Recipient:
        body = self.body
        if body is None:
            return Recipient(
                number, line, purpose, self.unit, self.name, "", "", copies=self.copies
            )
        return Recipient(
            number, line, purpose, body.id, body.name, body.channel, body.address, body.organ_id,
            self.person, self.copies,
        )  # fmt: skip


@dataclass(frozen=True)
class _Lost:
    text: str
    proposals: tuple[Proposal, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True)
class _Read:
    """What a part means: those it stands for, what of it stands for nobody, and what names nobody
    in particular."""

    meant: tuple[_Meant, ...] = ()
    lost: tuple[_Lost, ...] = ()
    unnamed: tuple[str, ...] = ()


@dataclass
class _Reading:
    """The lines of one document being read."""

    directory: Directory
    on: date | None
    addressees: Sequence[str]
    articles: Mapping[int, str]

    def line(self, text: str, archive: bool) -> _Read:
        """What a line means, its purpose taken off."""
        pieces, lead = _pieces(text), self._lead(text)
        best: list[list[_Read] | None] = [[]] + [None] * len(pieces)
        for end in range(1, len(pieces) + 1):
            for start in range(end):
                before, shorter = best[start], best[end]
                if before is None or (shorter is not None and len(before) + 1 >= len(shorter)):
                    continue
                found = self._part("".join(pieces[start:end]).strip(" ,;"), lead, archive)
                if found is not None:
                    best[end] = [*before, found]
        if not best[-1]:
            return _Read(lost=tuple(self._unknown(pieces, text, lead, archive)))
        return _joined(best[-1])

    def _part(self, part: str, lead: str, archive: bool) -> _Read | None:
        """What a part means; None if nothing is called so."""
        part, copies = copies_of(_AND.sub("", part)) if archive else (_AND.sub("", part), 1)
        for start in ("", lead, lead.split()[0] if lead else ""):
            sense = self.directory.meaning(f"{start} {part}".strip(), self.on)
            if sense and sense.reason:
                return _Read(lost=(_Lost(part, reason=sense.reason),))
            if sense:
                return _Read(
                    tuple(_Meant(b, person=sense.person, copies=copies) for b in sense.bodies)
                )
        if archive:
            return self._unit(part, copies)
        if means_addressees(part):
            return self._addressees(part)
        number = article_meant(part)
        return self._article(part, number) if number is not None else None

    def _unit(self, part: str, copies: int) -> _Read | None:
        known = {unit_key(short): short for short in self.directory.units}
        known |= {unit_key(full): short for short, full in self.directory.units.items()}
        for key in unit_keys(part):
            if key in known:
                short = known[key]
                name = self.directory.units[short]
                return _Read((_Meant(None, short, name, copies=copies),))
        return None

    def _addressees(self, part: str) -> _Read:
        texts = [purpose_of(addressee)[0] for addressee in self.addressees]
        texts = [text for text in texts if not means_addressees(text)]
        if not texts:
            reason = message(N_("the document addresses nobody (Kính gửi)"))
            return _Read(lost=(_Lost(part, reason=reason),))
        return self._lines(texts)

    def _article(self, part: str, number: int) -> _Read:
        if number not in self.articles:
            reason = message(N_("the document has no Điều {number}"), number=number)
            return _Read(lost=(_Lost(part, reason=reason),))
        who = carried_out_by(self.articles[number])
        if who is None:
            reason = message(
                N_(
                    "Điều {number} is not one sentence “… chịu trách nhiệm thi hành”; "
                    "name the recipients in the line itself"
                ),
                number=number,
            )
            return _Read(lost=(_Lost(part, reason=reason),))
        read = self._lines([who])
        named, concerned = without_concerned(who)
        if read.lost and concerned:  # unless the directory has a group of that name
            return replace(self._lines([named]), unnamed=(concerned,))
        return read

    def _lines(self, texts: Sequence[str]) -> _Read:
        return _joined([self.line(text, archive=False) for text in texts])

    def _lead(self, text: str) -> str:
        key = name_key(text, self.directory.abbreviations)
        return next((lead for lead in _LEADS if key.startswith(lead + " ")), "")

    def _unknown(self, pieces: Sequence[str], text: str, lead: str, archive: bool) -> list[_Lost]:
        """The parts of a line that match nothing by themselves; the whole line if all do."""
        parts = [_AND.sub("", piece.strip(" ,;")) for piece in pieces]
        read = [self._part(part, lead, archive) for part in parts]
        lost = [p for r in read if r is not None for p in r.lost]
        lost += [
            self._nobody(part, archive)
            for part, found in zip(parts, read, strict=True)
            if found is None
        ]
        return lost or [self._nobody(text, archive)]

    def _nobody(self, part: str, archive: bool) -> _Lost:
        proposals = self._proposals(part, archive)
        if archive and not proposals:  # as the short form of a unit is like nothing else
            return _Lost(part, reason=message(N_(
                "no unit of the office that keeps copies is called so; name it under [units] in "
                "recipients/abbreviations.toml")))  # fmt: skip
        return _Lost(part, proposals)

    def _proposals(self, part: str, archive: bool) -> tuple[Proposal, ...]:
        written = expanded(copies_of(part)[0], self.directory.abbreviations)
        names = [*self.directory.all_names(), *(self.directory.units if archive else ())]
        return tuple(Proposal(name, likeness(written, name)) for name in nearest(written, names))


def _joined(read: Sequence[_Read]) -> _Read:
    return _Read(
        tuple(meant for each in read for meant in each.meant),
        tuple(lost for each in read for lost in each.lost),
        tuple(words for each in read for words in each.unnamed),
    )


def _pieces(text: str) -> list[str]:
    """The text cut before each separator; the pieces joined again are the text."""
    cuts = [0, *(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip()]
