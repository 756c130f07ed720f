"""The plan of revisions, and whether a file follows it exactly.

    R0 content → R1 the person signs (fills the date) → R2 the organ seals (fills the number)

Every object that a revision adds or changes is accounted for; anything else is named and refused.
Stock policies of allowed changes are not enough: some accept a replaced page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_, Message, message
from workflow.model.verification import Capacity
from workflow.sign.objects import entry, form_fields, is_signature_field, written


@dataclass(frozen=True)
class Step:
    """One signed revision: the signature field, the text fields filled with it, and what it
    locks (nothing named: everything)."""

    capacity: Capacity
    field: str
    fills: tuple[str, ...]
    locks: tuple[str, ...]
    certifies: bool


PERSON = Step(Capacity.PERSON, "Signature", ("Date",), locks=("Date",), certifies=True)
ORGAN = Step(Capacity.ORGAN, "Seal", ("Number",), locks=(), certifies=False)
PLAN = (PERSON, ORGAN)

_FIELDS = {name for step in PLAN for name in (step.field, *step.fills)}
_SIGNATURE_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange", "/M", "/Reference"}
_TRAILER_KEYS = {"/Size", "/Root", "/Info", "/ID", "/Prev"}
_SUBFILTER = "/ETSI.CAdES.detached"
_ACTIVE = {
    "/A",
    "/AA",
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/XFA",
    "/OC",
    "/RichMedia",
    "/OCProperties",
}


@dataclass
class Check:
    """What a file's revisions are; `problems` is empty when they follow the plan."""

    data: bytes = b""
    revisions: int = 0
    ends: list[int] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    def refuse(self, template: str, **facts: object) -> None:
        problem = message(template, **facts)
        if problem not in self.problems:
            self.problems.append(problem)


def check_revisions(
    data: bytes, reader: PdfFileReader, signatures: list[EmbeddedPdfSignature]
) -> Check:
    """Compare a file with the plan, revision by revision."""
    check = Check(data, revisions=reader.xrefs.total_revisions)
    _check_ends(data, reader, signatures, check)
    _check_content(reader, check)
    if check.revisions != len(signatures) + 1:
        check.refuse(
            N_("the file has {found} revisions, but {signed} signatures account for {expected}"),
            found=check.revisions, signed=len(signatures), expected=len(signatures) + 1,
        )  # fmt: skip
        return check
    for number, signature in enumerate(signatures):
        if number >= len(PLAN) or signature.field_name != PLAN[number].field:
            check.refuse(
                N_("signature {number} is in the field “{field}”, where the plan has “{planned}”"),
                number=number + 1,
                field=signature.field_name,
                planned=PLAN[number].field if number < len(PLAN) else "–",
            )
            return check
        _Revision(reader, number + 1, PLAN[number], signature, check).verify()
    return check


def _check_ends(
    data: bytes, reader: PdfFileReader, signatures: list[EmbeddedPdfSignature], check: Check
) -> None:
    """Each signature covers everything from the first byte to the end of its revision."""
    for number, signature in enumerate(signatures, start=1):
        ranges = [int(n) for n in signature.byte_range]
        if len(ranges) != 4 or ranges[0] != 0:
            check.refuse(N_("the byte range of signature {number} is not whole"), number=number)
            continue
        start, end, length = ranges[1], ranges[2], ranges[3]
        if data[start:end] != canonical_contents(signature, end - start):
            check.refuse(
                N_("the place of signature {number} holds more than the signature"), number=number
            )
        if end + length > len(data) or not data[: end + length].rstrip(b"\r\n").endswith(b"%%EOF"):
            check.refuse(N_("signature {number} does not end with its revision"), number=number)
        check.ends.append(end + length)
    if check.ends != sorted(set(check.ends)):
        check.refuse(N_("the signatures do not follow one another"))
    if check.ends and check.ends[-1] != len(data):
        check.refuse(
            N_("{count} bytes were appended after the last signature"),
            count=len(data) - check.ends[-1],
        )


def canonical_contents(signature: EmbeddedPdfSignature, length: int) -> bytes:
    """The bytes that stand between the two ranges when nothing is hidden there: the signature
    in hexadecimal as it is written, then zeros."""
    der: bytes = cms.ContentInfo.load(signature.pkcs7_content).dump()
    return b"<" + der.hex().upper().encode().ljust(length - 2, b"0") + b">"


def _check_content(reader: PdfFileReader, check: Check) -> None:
    """R0: the declared fields and no others, empty signatures, nothing that acts by itself."""
    content = reader.get_historical_resolver(0)
    fields = form_fields(content)
    names = sorted(name for _, name, _ in fields)
    if names != sorted(_FIELDS):
        check.refuse(
            N_("the content declares the fields {found}, not {planned}"),
            found=", ".join(names) or "–", planned=", ".join(sorted(_FIELDS)),
        )  # fmt: skip
        return
    for _, name, field_ in fields:
        if is_signature_field(field_) and "/V" in field_:
            check.refuse(N_("the field “{field}” was filled in the content"), field=name)
    _check_graph(reader, content, check)


def _check_graph(reader: PdfFileReader, content: HistoricalResolver, check: Check) -> None:
    """Every object that R0 leads to is there already, and none of them acts by itself."""
    seen: set[generic.Reference] = set()
    waiting: list[generic.PdfObject] = [content.root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, generic.IndirectObject):
            if found.reference in seen:
                continue
            seen.add(found.reference)
            if reader.xrefs.get_historical_ref(found.reference, 0) is None:
                check.refuse(
                    N_("the content leads to the object {object}, which it does not hold"),
                    object=found.idnum,
                )
                continue
            waiting.append(content.get_object(found.reference))
        elif isinstance(found, generic.DictionaryObject):
            element = str(found.get("/Type", "")) == "/StructElem"  # its /A says how it looks
            for key in found:
                if key in _ACTIVE and not (element and key == "/A"):
                    check.refuse(N_("the content has an active element ({name})"), name=key)
                waiting.append(found.raw_get(key))
        elif isinstance(found, generic.ArrayObject):
            waiting.extend(found.raw_get(n) for n in range(len(found)))


def _same(old: generic.DictionaryObject, new: generic.DictionaryObject, key: str) -> bool:
    return written(old.raw_get(key)) == written(new.raw_get(key))


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


class _Revision:
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
        locks = ("/FieldMDP", "/Include", self._step.locks) if self._step.locks else (
            "/FieldMDP", "/All", ())  # fmt: skip
        expected = {locks} | ({("/DocMDP", "2", ())} if self._step.certifies else set())
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
                    if key in _ACTIVE:
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
