"""One signed revision: every object that it adds or changes is one that the plan's step names."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.content import ACTIVE
from workflow.sign.objects import entry, form_fields, is_signature_field, written
from workflow.sign.plan import Step
from workflow.sign.revision import Revision

_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Reference"}
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


class SignedRevision(Revision):
    """One signed revision under scrutiny."""

    def __init__(
        self,
        reader: PdfFileReader,
        number: int,
        step: Step,
        signature: EmbeddedPdfSignature,
        check: Check,
    ) -> None:
        super().__init__(reader, number, check)
        self._step, self._signature = step, signature

    def verify(self) -> None:
        self.check_frame()
        self._check_signature()
        roots: list[generic.PdfObject] = []
        allowed = self._allowed_changes()
        self._check_filled(allowed)
        for reference in self.touched - self.added:
            if reference not in allowed:
                self.refuse(
                    N_("revision {revision} changes the object {object}, which the plan does not"),
                    object=reference.idnum,
                )
                continue
            for key, value in self.changes(reference, allowed[reference]):
                self._check_value(key, self.new.get_object(reference))
                roots.append(value)
        reached = set(self._reached(roots))
        for reference in sorted(self.added - reached, key=lambda r: r.idnum):
            self.refuse(
                N_("revision {revision} adds the object {object}, which nothing in the plan uses"),
                object=reference.idnum,
            )

    def _check_signature(self) -> None:
        """The signature is of the plan's kind, and certifies and locks what the step says."""
        signature = self._signature.sig_object
        if str(entry(signature, "/SubFilter")) != _SUBFILTER:
            self.refuse(N_("the signature of revision {revision} is not a PAdES signature"))
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
            self.refuse(N_("revision {revision} certifies or locks otherwise than the plan"))

    def _check_filled(self, allowed: dict[generic.Reference, set[str]]) -> None:
        """Each field of the step has a value and an appearance of its own now."""
        names = {reference: name for reference, name, _ in form_fields(self.old)}
        for reference, name in names.items():
            if reference not in allowed:
                continue
            old, new = self.old.get_object(reference), self.new.get_object(reference)
            for key in ("/V", "/AP"):
                if key not in new or (
                    key in old and written(old.raw_get(key)) == written(new.raw_get(key))
                ):
                    self.refuse(N_("revision {revision} does not fill “{field}”"), field=name)

    def _allowed_changes(self) -> dict[generic.Reference, set[str]]:
        """The objects of the content that this step may change, and which of their keys."""
        allowed: dict[generic.Reference, set[str]] = {}
        for reference, name, _ in form_fields(self.old):
            if name in (self._step.field, *self._step.fills):
                allowed[reference] = {"/V", "/AP"}
        if self._step.certifies:
            allowed[self.old.root_ref] = {"/Perms"}
        return allowed

    def _check_value(self, key: str, owner: generic.DictionaryObject) -> None:
        value = owner[key]
        if key == "/AP" and set(value) != {"/N"}:
            self.refuse(N_("revision {revision} gives a field more than one appearance"))
        if key == "/Perms" and set(value) != {"/DocMDP"}:
            self.refuse(N_("revision {revision} grants rights that the plan does not"))
        if key == "/V" and is_signature_field(owner) and not set(value) <= _SIGNATURE_KEYS:
            self.refuse(N_("revision {revision} has a signature with unknown entries"))

    def _reached(self, roots: list[generic.PdfObject]) -> Iterator[generic.Reference]:
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
                if reference in self.added:
                    yield reference
                    waiting.append(self.new.get_object(reference))
                elif reference != self.new.root_ref:
                    self.refuse(
                        N_("revision {revision} shows the object {object} of an earlier revision"),
                        object=reference.idnum,
                    )
            elif isinstance(found, generic.DictionaryObject):
                for key in found:
                    if key in ACTIVE:
                        self.refuse(
                            N_("revision {revision} adds an active element ({name})"), name=key
                        )
                    waiting.append(found.raw_get(key))
            elif isinstance(found, generic.ArrayObject):
                waiting.extend(found.raw_get(n) for n in range(len(found)))
