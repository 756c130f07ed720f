"""What each revision of a file does, in plain words: facts, without a plan to compare with.

What may follow a signature (another signature, a timestamp, an empty field filled, validation
data, metadata) has a kind of its own, everything else is OTHER.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.model.messages import N_, message
from workflow.model.verification import Change, RevisionFacts
from workflow.sign.described_changes import Described, other
from workflow.sign.objects import written
from workflow.sign.roles import Roles

_END = b"%%EOF"


class Changes:
    """What the revisions of one file do; each is looked at once, in their order."""

    def __init__(self, data: bytes, reader: PdfFileReader) -> None:
        self._data, self._reader = data, reader
        self._roles = Roles()
        self._filled_once: set[str] = set()
        self._blind = False  # whether roles are missing because the tree cannot be followed
        self.revisions = tuple(self._revision(n) for n in range(reader.xrefs.total_revisions))

    def after(self, revision: int) -> tuple[Change, ...]:
        """What the later revisions do, each thing once."""
        later = self.revisions[revision + 1 :]
        return _once(change for facts in later for change in facts.changes)

    def _revision(self, number: int) -> RevisionFacts:
        try:
            found = _once(self._changes(number))
        except Exception as error:  # hostile bytes can make a reader fail in any way
            self._roles.forget()
            self._blind = True
            found = (other(N_("it cannot be followed ({error})"), error=type(error).__name__),)
        end = self._end(number)
        return RevisionFacts(number, end, hashlib.sha256(self._data[:end]).hexdigest(), found)

    def _end(self, number: int) -> int:
        """The byte after a revision's end mark and its line's end."""
        start = self._reader.xrefs.get_xref_container_info(number).end_location
        found = self._data.find(_END, start)
        if found < 0:
            return len(self._data)
        end = found + len(_END)
        for newline in (b"\r\n", b"\n", b"\r"):
            if self._data.startswith(newline, end):
                return end + len(newline)
        return end

    def _changes(self, number: int) -> Iterator[Change]:
        new = self._reader.get_historical_resolver(number)
        before: list[generic.Reference] = []
        if number:
            old = self._reader.get_historical_resolver(number - 1)
            xrefs = self._reader.xrefs
            touched = xrefs.explicit_refs_in_revision(number)
            if xrefs.refs_freed_in_revision(number):
                yield other(N_("it removes objects"))
            if old.root_ref != new.root_ref:
                yield other(N_("it puts another catalog in place"))
            if self._rubbish_before(number, touched):
                yield other(N_("bytes stand before it that belong to nothing"))
            before = [r for r in touched if xrefs.get_historical_ref(r, number - 1) is not None]
            described = Described(new, self._filled_once)
            for reference in sorted(before, key=lambda r: r.idnum):
                yield from self._touched(reference, old, new, described)
        self._roles.give(new, before)
        self._blind = False

    def _rubbish_before(self, number: int, touched: set[generic.Reference]) -> bool:
        """Whether more than blanks stand between the end of the revision before and the first
        object (or the table) of this one: a reader that mends files may find something there."""
        xrefs = self._reader.xrefs
        places = [xrefs.get_historical_ref(r, number) for r in touched]
        offsets = [place for place in places if isinstance(place, int)]
        offsets.append(xrefs.get_xref_container_info(number).start_location)
        start, first = self._end(number - 1), min(offsets)
        return first > start and bool(self._data[start:first].strip())

    def _touched(
        self,
        reference: generic.Reference,
        old: HistoricalResolver,
        new: HistoricalResolver,
        described: Described,
    ) -> Iterator[Change]:
        role = self._roles.of(reference)
        if role is None:
            # Nothing leads to it: a table, a stream of objects.
            if self._blind:
                yield other(N_("it changes an object whose use is not known"))
            return
        was, now = old.get_object(reference), new.get_object(reference)
        if type(was) is not type(now):
            yield other(N_("it replaces {role}"), role=message(role.value))
        elif written(was) != written(now) or isinstance(was, generic.StreamObject):
            yield from described.change(role, was, now)


def _once(changes: Iterable[Change]) -> tuple[Change, ...]:
    found: dict[str, Change] = {}
    for change in changes:
        found.setdefault(str(change.says), change)
    return tuple(found.values())
