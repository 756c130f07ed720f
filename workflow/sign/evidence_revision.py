"""One revision of evidence: validation data, a document timestamp, and nothing else.

No key of the office vouches for such a revision, so nothing in it goes unexplained: every object
it writes is named here, and every byte belongs to one of them.
"""

from __future__ import annotations

import hashlib
import io
import re

from asn1crypto import core, crl, ocsp, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.objects import entry, form_fields, written
from workflow.sign.plan import timestamp_field
from workflow.sign.revision import Revision
from workflow.sign.vouched import is_vouched_for

_STORES: dict[str, type[core.Asn1Value]] = {
    "/Certs": x509.Certificate,
    "/CRLs": crl.CertificateList,
    "/OCSPs": ocsp.OCSPResponse,
}
_IN_VRI = {"/Cert": "/Certs", "/CRL": "/CRLs", "/OCSP": "/OCSPs"}
_TIMESTAMP_KEYS = {"/Type", "/Filter", "/SubFilter", "/Contents", "/ByteRange"}
_OBJECT = re.compile(rb"(\d+) (\d+) obj\s")
_STREAM = re.compile(rb"\s*stream\r?\n")
_END = re.compile(rb"\s*endobj\s*")
_TAIL = re.compile(
    rb"xref\r?\n(?:\d+ \d+\r?\n(?:0{10} 65535 f[ \r]\n|\d{10} \d{5} n[ \r]\n)+)+"
    rb"trailer\s+<<[^%]*?>>\s+startxref\r?\n\d+\r?\n%%EOF\r?\n?"
)


class EvidenceRevision(Revision):
    """One revision of evidence under scrutiny."""

    def __init__(
        self,
        reader: PdfFileReader,
        number: int,
        timestamp: EmbeddedPdfSignature | None,
        signatures: list[EmbeddedPdfSignature],
        check: Check,
    ) -> None:
        """
        Parameters:
            timestamp: the document timestamp over this revision, if there is one.
            signatures: the signatures and timestamps of earlier revisions.
        """
        super().__init__(reader, number, check)
        self._timestamp, self._signatures = timestamp, signatures
        self._explained: set[generic.Reference] = set()

    def verify(self) -> None:
        self.check_frame()
        self._check_bytes()
        self._check_catalog()
        if self._timestamp is not None:
            self._check_timestamp()
        for reference in sorted(self.touched - self._explained, key=lambda r: r.idnum):
            self.refuse(
                N_("revision {revision} writes the object {object}, which is no evidence"),
                object=reference.idnum,
            )

    def _strange(self) -> None:
        self.refuse(N_("the validation data of revision {revision} are not in the planned form"))

    # -- validation data

    def _check_catalog(self) -> None:
        """Nothing of the catalog changes but the /DSS."""
        root = self.old.root_ref
        if root in self.touched:
            self._explained.add(root)
            for _ in self.changes(root, {"/DSS"}):
                if "/DSS" in self.old.root:
                    self._strange()  # a new one in the place of the old
        if "/DSS" not in self.new.root:
            if "/DSS" in self.old.root or self._timestamp is None:
                self._strange()
            return
        pointer = self.new.root.raw_get("/DSS")
        if not isinstance(pointer, generic.IndirectObject):
            self._strange()
            return
        if pointer.reference in self.touched:
            self._explained.add(pointer.reference)
            self._check_store(pointer.reference)
        elif self._timestamp is None:
            self._strange()

    def _check_store(self, reference: generic.Reference) -> None:
        """The /DSS keeps all that it held, and holds what can be read as what it is."""
        new = self.new.get_object(reference)
        old = self.old.get_object(reference) if reference not in self.added else None
        if not isinstance(new, generic.DictionaryObject) or set(new) - {*_STORES, "/VRI"}:
            self._strange()
            return
        held = {key: self._pointers(new, key) for key in _STORES}
        data: list[core.Asn1Value] = []
        for key, form in _STORES.items():
            before = self._pointers(old, key) if isinstance(old, generic.DictionaryObject) else []
            if held[key][: len(before)] != before or len(set(held[key])) != len(held[key]):
                self._strange()
            data += filter(None, (self._datum(r, form) for r in held[key][len(before) :]))
        known = [self._parsed(r, x509.Certificate) for r in held["/Certs"]]
        certificates = [c for c in known if isinstance(c, x509.Certificate)]
        for datum in data:
            if not is_vouched_for(datum, certificates):
                self.refuse(N_("revision {revision} holds validation data that nobody vouches for"))
        self._check_vri(new, old, held)

    def _pointers(self, owner: generic.DictionaryObject, key: str) -> list[generic.Reference]:
        """The references in an array; anything else in it is refused."""
        pointers = entry(owner, key)
        if pointers is None:
            return []
        if not isinstance(pointers, generic.ArrayObject) or not all(
            isinstance(pointer, generic.IndirectObject)
            for pointer in map(pointers.raw_get, range(len(pointers)))
        ):
            self._strange()
            return []
        return [pointers.raw_get(n).reference for n in range(len(pointers))]

    def _datum(
        self, reference: generic.Reference, form: type[core.Asn1Value]
    ) -> core.Asn1Value | None:
        """A new stream that holds one certificate, CRL or OCSP response and no byte more."""
        stream = self.new.get_object(reference)
        if reference not in self.added or not isinstance(stream, generic.StreamObject):
            self._strange()
            return None
        self._explained.add(reference)
        parsed = self._parsed(reference, form)
        if set(stream) - {"/Length"} or parsed is None or parsed.dump() != stream.data:
            self._strange()
            return None
        return parsed

    def _parsed(
        self, reference: generic.Reference, form: type[core.Asn1Value]
    ) -> core.Asn1Value | None:
        stream = self.new.get_object(reference)
        if not isinstance(stream, generic.StreamObject):
            return None
        try:
            parsed = form.load(stream.data, strict=True)
            parsed.native  # noqa: B018 - parsing is lazy; a broken one shows here
        except (ValueError, TypeError, KeyError):
            return None
        return parsed

    def _check_vri(
        self,
        new: generic.DictionaryObject,
        old: generic.PdfObject | None,
        held: dict[str, list[generic.Reference]],
    ) -> None:
        """Each entry is of a signature in the file, and names only what the /DSS holds."""
        named = entry(new, "/VRI")
        before = entry(old, "/VRI") if isinstance(old, generic.DictionaryObject) else None
        known = before if isinstance(before, generic.DictionaryObject) else {}
        if named is None and not known:
            return
        if not isinstance(named, generic.DictionaryObject) or set(known) - set(named):
            self._strange()
            return
        of_signatures = {_vri_name(signature) for signature in self._signatures}
        for name in named:
            pointer = named.raw_get(name)
            if name in known:
                if written(pointer) != written(known.raw_get(name)):  # type: ignore[attr-defined]
                    self._strange()
                continue
            data = named[name]
            if (
                name not in of_signatures
                or not isinstance(pointer, generic.IndirectObject)
                or pointer.reference not in self.added
                or not isinstance(data, generic.DictionaryObject)
                or set(data) - {"/Type", *_IN_VRI}
                or str(entry(data, "/Type")) != "/VRI"
                or any(set(self._pointers(data, k)) - set(held[v]) for k, v in _IN_VRI.items())
            ):
                self._strange()
                continue
            self._explained.add(pointer.reference)

    # -- the timestamp

    def _check_timestamp(self) -> None:
        """One new field outside the page, and a document timestamp in it."""
        before = {reference for reference, _, _ in form_fields(self.old)}
        fields = form_fields(self.new)
        added = [found for found in fields if found[0] not in before]
        expected = timestamp_field([name for reference, name, _ in fields if reference in before])
        if len(added) != 1 or added[0][0] not in self.added or added[0][1] != expected:
            self.refuse(N_("revision {revision} declares other fields than one for a timestamp"))
            return
        reference, _, field = added[0]
        self._explained.add(reference)
        if not self._is_invisible(field):
            self.refuse(N_("the timestamp of revision {revision} could be seen on a page"))
        value = field.raw_get("/V")
        stamp = entry(field, "/V")
        if (
            not isinstance(value, generic.IndirectObject)
            or value.reference not in self.added
            or not isinstance(stamp, generic.DictionaryObject)
            or set(stamp) != _TIMESTAMP_KEYS
            or str(entry(stamp, "/Type")) != "/DocTimeStamp"
            or str(entry(stamp, "/SubFilter")) != "/ETSI.RFC3161"
        ):
            self.refuse(N_("revision {revision} does not hold a document timestamp"))
            return
        self._explained.add(value.reference)
        self._check_appended(_owner(self.old.root, "/AcroForm"), "/Fields", reference)
        page = self._first_page()
        if "/Annots" in page and isinstance(page.raw_get("/Annots"), generic.IndirectObject):
            self.refuse(N_("revision {revision} could be seen on a page"))
        self._check_appended(page.container_ref, "/Annots", reference)

    def _is_invisible(self, field: generic.DictionaryObject) -> bool:
        x1, y1, x2, y2 = (float(number) for number in field["/Rect"])
        page = field.raw_get("/P")
        return (
            set(field) <= {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/V"}
            and str(entry(field, "/Subtype")) == "/Widget"
            and str(entry(field, "/F")) == "132"  # print, locked
            and (x1, y1) == (x2, y2)
            and max(x1, y1) < -1000
            and isinstance(page, generic.IndirectObject)
            and page.reference == self._first_page().container_ref
        )

    def _first_page(self) -> generic.DictionaryObject:
        found = self.old.root["/Pages"]
        while "/Kids" in found:
            found = found["/Kids"][0]
        assert isinstance(found, generic.DictionaryObject)
        return found

    def _check_appended(
        self, owner: generic.Dereferenceable | None, key: str, field: generic.Reference
    ) -> None:
        """The list under a key of an object has the field as its last element, and all others."""
        if not isinstance(owner, generic.Reference) or owner not in self.touched - self.added:
            self.refuse(N_("revision {revision} declares other fields than one for a timestamp"))
            return
        self._explained.add(owner)
        before = self._listed(self.old.get_object(owner), key)
        for _ in self.changes(owner, {key}):
            pass
        after = self._listed(self.new.get_object(owner), key)
        if after != [*before, f"{field.idnum} {field.generation} R".encode()]:
            self.refuse(N_("revision {revision} declares other fields than one for a timestamp"))

    def _listed(self, owner: generic.PdfObject, key: str) -> list[bytes]:
        listed = entry(owner, key) if isinstance(owner, generic.DictionaryObject) else None
        if not isinstance(listed, generic.ArrayObject):
            return []
        return [written(listed.raw_get(n)) for n in range(len(listed))]

    # -- bytes

    def _check_bytes(self) -> None:
        """The objects stand one after the other; after them comes the table, and then the end."""
        data, at = self.check.data, 0
        offsets = sorted(
            place
            for reference in self.touched
            if isinstance(place := self.xrefs.get_historical_ref(reference, self.number), int)
        )
        try:
            for offset in offsets:
                if at and offset != at:
                    raise ValueError(offset)
                at = _end_of_object(data, offset)
        except (ValueError, PdfError, IndexError):
            self.refuse(N_("bytes stand in revision {revision} that belong to nothing"))
            return
        tail = _TAIL.match(data, at)
        following = data[tail.end() : tail.end() + 24] if tail else b""
        if tail is None or (following and not _OBJECT.match(following)):
            self.refuse(N_("bytes stand in revision {revision} that belong to nothing"))
        self.check.evidence_ends.append(tail.end() if tail else at)


def _end_of_object(data: bytes, offset: int) -> int:
    """Where the next object or the table begins; whatever stands between is read as an object.

    Raises:
        ValueError, PdfError: it is not one.
    """
    head = _OBJECT.match(data, offset)
    if head is None:
        raise ValueError(offset)
    stream = io.BytesIO(data)
    stream.seek(head.end())
    container = generic.Reference(int(head[1]), int(head[2]))
    value = generic.read_object(stream, container)
    at = stream.tell()
    if b"%" in _outside_streams(value, data[head.end() : at]):
        raise ValueError(offset)
    end = _END.match(data, at)
    if end is None:
        raise ValueError(offset)
    return end.end()


def _outside_streams(value: generic.PdfObject, raw: bytes) -> bytes:
    if isinstance(value, generic.StreamObject):
        return raw[: raw.index(b"stream")]
    return raw


def _vri_name(signature: EmbeddedPdfSignature) -> str:
    contents = signature.pkcs7_content.hex().encode("ascii")
    return "/" + hashlib.sha1(contents, usedforsecurity=False).hexdigest().upper()


def _owner(root: generic.DictionaryObject, key: str) -> generic.Reference | None:
    pointer = root.raw_get(key)
    return pointer.reference if isinstance(pointer, generic.IndirectObject) else None
