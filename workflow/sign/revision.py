"""One appended revision: what it touches, and the frame that every revision must have."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.objects import written

_TRAILER_KEYS = {"/Size", "/Root", "/Info", "/ID", "/Prev"}


class Revision:
    """A revision and the one before it.

    Attributes:
        number: counted from 0, the content.
        touched, added: the objects that it writes, and those among them that were not there.
    """

    def __init__(self, reader: PdfFileReader, number: int, check: Check) -> None:
        self.number, self.check = number, check
        self.xrefs = reader.xrefs
        self.old: HistoricalResolver = reader.get_historical_resolver(number - 1)
        self.new: HistoricalResolver = reader.get_historical_resolver(number)
        self._trailers = [reader.trailer.flatten(n) for n in (number - 1, number)]
        self.touched = self.xrefs.explicit_refs_in_revision(number)
        self.added = {r for r in self.touched if self.xrefs.get_introducing_revision(r) == number}

    def refuse(self, template: str, **facts: object) -> None:
        self.check.refuse(template, revision=self.number, **facts)

    def check_frame(self) -> None:
        """It removes nothing, keeps the trailer, and begins where the one before ends."""
        if self.xrefs.refs_freed_in_revision(self.number):
            self.refuse(N_("revision {revision} removes objects"))
        self._check_trailer()
        self._check_begin()

    def changes(
        self, reference: generic.Reference, keys: set[str]
    ) -> Iterator[tuple[str, generic.PdfObject]]:
        """The keys that may change and did, with new values; any other difference is refused."""
        old, new = self.old.get_object(reference), self.new.get_object(reference)
        if not isinstance(new, generic.DictionaryObject) or type(old) is not type(new):
            self.refuse(
                N_("revision {revision} replaces the object {object}"), object=reference.idnum
            )
            return
        for key in {*old, *new}:
            before = written(old.raw_get(key)) if key in old else None
            after = written(new.raw_get(key)) if key in new else None
            if key not in keys and before != after:
                self.refuse(
                    N_("revision {revision} changes {key} of the object {object}"),
                    key=key, object=reference.idnum,
                )  # fmt: skip
            elif key in keys and after is not None and before != after:
                yield key, new.raw_get(key)

    def _check_trailer(self) -> None:
        old, new = self._trailers
        for key in new:
            if key not in _TRAILER_KEYS:
                self.refuse(N_("revision {revision} has an unknown trailer entry {key}"), key=key)
        if "/ID" in old and ("/ID" not in new or written(old["/ID"][0]) != written(new["/ID"][0])):
            self.refuse(N_("revision {revision} puts another {key} in place"), key="/ID")
        for key in ("/Root", "/Info"):
            if (key in old) != (key in new) or (
                key in new and written(old.raw_get(key)) != written(new.raw_get(key))
            ):
                self.refuse(N_("revision {revision} puts another {key} in place"), key=key)

    def _check_begin(self) -> None:
        """The first object of a revision follows the end of the one before: nothing between."""
        places = [self.xrefs.get_historical_ref(r, self.number) for r in self.touched]
        offsets = [place for place in places if isinstance(place, int)]
        before = self.check.data[: min(offsets, default=0)]
        if len(offsets) != len(places) or not before.endswith((b"%%EOF\n", b"%%EOF\r\n", b"%%EOF")):
            self.refuse(N_("bytes stand before revision {revision} that belong to nothing"))
