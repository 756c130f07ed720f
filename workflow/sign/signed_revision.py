"""One signed revision: every object that it adds or changes is one that the plan's step names."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.content import ACTIVE
from workflow.sign.objects import entry, form_fields, is_signature_field, written
from workflow.sign.plan import Step

_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Reference"}
_TRAILER_KEYS = {"/Size", "/Root", "/Info", "/ID", "/Prev"}
_SUBFILTER = "/ETSI.CAdES.detached"


def _rights(reference: generic.DictionaryObject) -> tuple[str, str, tuple[str, ...]]:
    """What one entry of a signature's /Reference grants or locks."""
    method = str(entry(reference, "/TransformMethod"))
    parameters = entry(reference, "/TransformParams")
    assert isinstance(parameters, generic.DictionaryObject)
    if method == "/DocMDP":
        return method, str(entry(parameters, "/P")), ()
    fields = entry(parameters, "/Fields")
    names = tuple(str(name) for name in fields) if isinstance(fields, generic.ArrayObject) else ()
    return method, str(entry(parameters, "/Action")), names


class SignedRevision:
    """One signed revision under scrutiny."""

    def __init__(
        self,
        reader: PdfFileReader,
        number: int,
        step: Step,
        signature: EmbeddedPdfSignature,
        check: Check,
    ) -> None:
        self._number, self._step, self._signature, self._check = number, step, signature, check
        self._xrefs = reader.xrefs
        self._old: HistoricalResolver = reader.get_historical_resolver(number - 1)
        self._new: HistoricalResolver = reader.get_historical_resolver(number)
        self._trailers = [reader.trailer.flatten(n) for n in (number - 1, number)]

    def verify(self) -> None:
        touched = self._xrefs.explicit_refs_in_revision(self._number)
        if self._xrefs.refs_freed_in_revision(self._number):
            self._refuse(N_("revision {revision} removes objects"))
        added = {r for r in touched if self._xrefs.get_introducing_revision(r) == self._number}
        self._check_trailer()
        self._check_signature()
        self._check_begin(touched)
        roots: list[generic.PdfObject] = []
        allowed = self._allowed_changes()
        self._check_filled(allowed)
        for reference in touched - added:
            if reference not in allowed:
                self._refuse(
                    N_("revision {revision} changes the object {object}, which the plan does not"),
                    object=reference.idnum,
                )
                continue
            roots.extend(self._changes(reference, allowed[reference]))
        reached = set(self._reached(roots, added))
        for reference in sorted(added - reached, key=lambda r: r.idnum):
            self._refuse(
                N_("revision {revision} adds the object {object}, which nothing in the plan uses"),
                object=reference.idnum,
            )

    def _refuse(self, template: str, **facts: object) -> None:
        self._check.refuse(template, revision=self._number, **facts)

    def _check_signature(self) -> None:
        """The signature is of the plan's kind, and certifies and locks what the step says."""
        signature = self._signature.sig_object
        if str(entry(signature, "/SubFilter")) != _SUBFILTER:
            self._refuse(N_("the signature of revision {revision} is not a PAdES signature"))
        expected: set[tuple[str, str, tuple[str, ...]]] = set()
        if self._step.locks_all:
            expected.add(("/FieldMDP", "/All", ()))
        elif self._step.fills:
            expected.add(("/FieldMDP", "/Include", self._step.fills))
        if self._step.certifies:
            expected.add(("/DocMDP", "2", ()))
        references = entry(signature, "/Reference")
        found = (
            {_rights(references[number]) for number in range(len(references))}
            if isinstance(references, generic.ArrayObject)
            else set()
        )
        if found != expected:
            self._refuse(N_("revision {revision} certifies or locks otherwise than the plan"))

    def _check_begin(self, touched: set[generic.Reference]) -> None:
        """The first object of a revision follows the end of the one before: nothing between."""
        places = [self._xrefs.get_historical_ref(r, self._number) for r in touched]
        offsets = [place for place in places if isinstance(place, int)]
        before = self._check.data[: min(offsets, default=0)]
        if len(offsets) != len(places) or not before.endswith((b"%%EOF\n", b"%%EOF\r\n", b"%%EOF")):
            self._refuse(N_("bytes stand before revision {revision} that belong to nothing"))

    def _check_filled(self, allowed: dict[generic.Reference, set[str]]) -> None:
        """Each field of the step has a value and an appearance of its own now."""
        names = {reference: name for reference, name, _ in form_fields(self._old)}
        for reference, name in names.items():
            if reference not in allowed:
                continue
            old, new = self._old.get_object(reference), self._new.get_object(reference)
            for key in ("/V", "/AP"):
                if key not in new or (
                    key in old and written(old.raw_get(key)) == written(new.raw_get(key))
                ):
                    self._refuse(N_("revision {revision} does not fill “{field}”"), field=name)

    def _allowed_changes(self) -> dict[generic.Reference, set[str]]:
        """The objects of the content that this step may change, and which of their keys."""
        allowed: dict[generic.Reference, set[str]] = {}
        for reference, name, _ in form_fields(self._old):
            if name in (self._step.field, *self._step.fills):
                allowed[reference] = {"/V", "/AP"}
        if self._step.certifies:
            allowed[self._old.root_ref] = {"/Perms"}
        return allowed

    def _changes(self, reference: generic.Reference, keys: set[str]) -> Iterator[generic.PdfObject]:
        """The new values of the keys that may change; any other difference is refused."""
        old, new = self._old.get_object(reference), self._new.get_object(reference)
        if not isinstance(new, generic.DictionaryObject) or type(old) is not type(new):
            self._refuse(
                N_("revision {revision} replaces the object {object}"), object=reference.idnum
            )
            return
        for key in {*old, *new}:
            before = written(old.raw_get(key)) if key in old else None
            after = written(new.raw_get(key)) if key in new else None
            if key not in keys and before != after:
                self._refuse(
                    N_("revision {revision} changes {key} of the object {object}"),
                    key=key, object=reference.idnum,
                )  # fmt: skip
            elif key in keys and after is not None and before != after:
                self._check_value(key, new)
                yield new.raw_get(key)

    def _check_value(self, key: str, owner: generic.DictionaryObject) -> None:
        value = owner[key]
        if key == "/AP" and set(value) != {"/N"}:
            self._refuse(N_("revision {revision} gives a field more than one appearance"))
        if key == "/Perms" and set(value) != {"/DocMDP"}:
            self._refuse(N_("revision {revision} grants rights that the plan does not"))
        if key == "/V" and is_signature_field(owner) and not set(value) <= _SIGNATURE_KEYS:
            self._refuse(N_("revision {revision} has a signature with unknown entries"))

    def _reached(
        self, roots: list[generic.PdfObject], added: set[generic.Reference]
    ) -> Iterator[generic.Reference]:
        """The added objects that the changed values lead to."""
        seen: set[generic.Reference] = set()
        waiting = list(roots)
        while waiting:
            found = waiting.pop()
            if isinstance(found, generic.IndirectObject):
                reference = found.reference
                if reference in seen:
                    continue
                seen.add(reference)
                if reference in added:
                    yield reference
                    waiting.append(self._new.get_object(reference))
                elif reference != self._new.root_ref:
                    self._refuse(
                        N_("revision {revision} shows the object {object} of an earlier revision"),
                        object=reference.idnum,
                    )
            elif isinstance(found, generic.DictionaryObject):
                for key in found:
                    if key in ACTIVE:
                        self._refuse(
                            N_("revision {revision} adds an active element ({name})"), name=key
                        )
                    waiting.append(found.raw_get(key))
            elif isinstance(found, generic.ArrayObject):
                waiting.extend(found.raw_get(n) for n in range(len(found)))

    def _check_trailer(self) -> None:
        old, new = self._trailers
        for key in new:
            if key not in _TRAILER_KEYS:
                self._refuse(N_("revision {revision} has an unknown trailer entry {key}"), key=key)
        for key in ("/Root", "/Info"):
            if (key in old) != (key in new) or (
                key in new and written(old.raw_get(key)) != written(new.raw_get(key))
            ):
                self._refuse(N_("revision {revision} puts another {key} in place"), key=key)
