"""edXML messages (QCVN 102:2016) read strictly: ours, and those of other programs.

Taken as the same: both name spaces, the order of elements within a group, optional elements that
are empty. Everything else that is not as the schema wants it is refused, with its place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree

from workflow.dispatch import edxml_form as form
from workflow.dispatch.channels import Brought, Reported
from workflow.dispatch.edxml_elements import all_of, maybe, one_of, text_of, value_of
from workflow.dispatch.edxml_files import attached_files
from workflow.dispatch.edxml_order import ordered
from workflow.dispatch.edxml_parts import take_apart, unreadable
from workflow.dispatch.edxml_writing import KINDS
from workflow.model.exchange import (
    NEED_A_REASON,
    Correspondent,
    Cover,
    DocumentFacts,
    DocumentReference,
    MessageKind,
    Receipt,
    Receiver,
    Status,
)
from workflow.model.messages import N_, message
from workflow.model.parties import Purpose
from workflow.model.vietnamese import squeeze

_SAFE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_SHA256 = re.compile(r"([0-9a-f]{64})?")
_TYPE = re.compile(r"[a-z][a-z0-9-]*")
_WEAK = ("sha1", "md5", "md2", "ripemd")
_MOST_LETTERS = 200


def read_edxml(
    data: bytes, organ_id: str = "", envelope: bytes | None = None
) -> Brought | Reported:
    """
    Parameters:
        data: the whole message.
        organ_id: of the office that reads it, to know which of several addressees it is.
        envelope: the envelope as its signature covers it; then nothing of the one in `data` is
            used, its attachments only.

    Raises:
        MessageUnreadable: it is no message that can be used; says where and why.
    """
    parts = take_apart(data)
    root = parsed(parts.document)
    if envelope is not None:
        _put_in(parsed(envelope), root)
    ordered(root)
    _validate(root)
    _refuse_fillers(root)
    found = _Envelope(root)
    if found.is_status:
        return Reported(found.receipt(), data)
    return found.brought(organ_id, parts.contents)


def binds_its_files(envelope: bytes) -> bool:
    """Whether an envelope tells the hashes of the files, so that its signature covers them."""
    return "files" in (form.noted(parsed(envelope)) or {})


def parsed(document: bytes) -> etree._Element:
    """A tree of XML that nobody can make grow: no entities, no network, libxml2's own limits.

    Raises:
        MessageUnreadable: it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        dtd_validation=False, remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        sentence = message(N_("it is not well-formed XML ({reason})"), reason=error)
        raise unreadable("edXML", sentence) from None


def _put_in(envelope: etree._Element, root: etree._Element) -> None:
    """The verified envelope instead of the one that came."""
    for child in root:
        if isinstance(child.tag, str) and etree.QName(child).localname == "edXMLEnvelope":
            root.replace(child, envelope)


def _validate(root: etree._Element) -> None:
    if fault := form.fault(root):
        sentence = message(N_("not as the form wants it: {detail}"), detail=fault.detail)
        raise unreadable(fault.place, sentence)


def _refuse_fillers(root: etree._Element) -> None:
    for element in root.iter(f"{{{form.NAMESPACE}}}*"):
        text = squeeze(element.text or "")
        if not len(element) and text and form.is_filler(text):
            sentence = message(N_("“{text}” says nothing"), text=text[:_MOST_LETTERS])
            raise unreadable(form.place_of(element), sentence)


class _Envelope:
    """A valid message; what the schema cannot say is checked while it is read."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        (self._envelope, *_) = all_of(root, "edXMLEnvelope")
        self._header = one_of(self._envelope, "edXMLHeader")
        self._note = self._read_note()
        self._refuse_weak_signature()

    @property
    def is_status(self) -> bool:
        return maybe(self._header, "MessageStatus") is not None

    def receipt(self) -> Receipt:
        told = one_of(self._header, "MessageStatus")
        if maybe(self._root, "AttachmentEncoded") is not None:
            raise unreadable("AttachmentEncoded", message(N_("a status message brings no files")))
        status = Status(text_of(told, "StatusCode"))
        reason = text_of(told, "Description")
        if status in NEED_A_REASON and not reason:
            raise unreadable("MessageStatus/Description", message(N_("the reason is missing")))
        at = value_of(one_of(told, "Timestamp"), form.time_of)
        return Receipt(
            delivery=self._noted("delivery", _SAFE_ID),
            about=self._reference(one_of(told, "ResponseFor")),
            sha256=self._noted("sha256", _SHA256),
            sender=self._organ(one_of(told, "From"), self._noted("sender")),
            status=status,
            at=at,
            reason=reason,
            number=self._noted("number"),
            staff=text_of(told, "StaffInfo/Staff"),
        )

    def brought(self, organ_id: str, contents: Sequence[bytes]) -> Brought:
        header = one_of(self._header, "MessageHeader")
        trace = one_of(self._header, "TraceHeaderList")
        kind = KINDS[int(text_of(trace, "Bussiness/BussinessDocType"))]
        recipient = self._addressee(header, organ_id)
        facts = self._facts(header)
        files, named = attached_files(self._root, self._envelope, self._note, contents)
        if kind.brings_a_file != bool(files):
            sentence = N_("the file is missing") if not files else N_("it brings files for nothing")
            raise unreadable("AttachmentEncoded", message(sentence))
        sent_at = value_of(one_of(trace, "TraceHeader/Timestamp"), form.time_of)
        cover = Cover(
            delivery=self._noted("delivery", _SAFE_ID) or _derived(kind, facts, recipient),
            kind=kind,
            sender=self._organ(one_of(header, "From"), self._noted("sender")),
            recipient=recipient,
            purpose=self._purpose(),
            document=facts,
            sent_at=sent_at,
            file=named[0] if named else None,
            attachments=tuple(named[1:]),
            about=self._about(header, trace, kind),
            reason=text_of(trace, "Bussiness/BussinessDocReason"),
            receivers=self._receivers(trace),
        )
        return Brought(cover, files)

    # -- the header --------------------------------------------------------------------------------

    def _addressee(self, header: etree._Element, organ_id: str) -> Correspondent:
        every = [self._organ(to, self._noted("recipient")) for to in all_of(header, "To")]
        return next((to for to in every if to.organ_id == organ_id), every[0])

    def _facts(self, header: etree._Element) -> DocumentFacts:
        reference = self._identified(one_of(header, "DocumentId"))
        number, notation = (
            text_of(header, "Code/CodeNumber"),
            text_of(header, "Code/CodeNotation"),
        )
        self._same(header, "Code", reference.official_number, f"{number}/{notation}",
                   f"{number}-{notation}")  # fmt: skip
        self._same(header, "PromulgationInfo/PromulgationDate", form.day_text(reference.dated),
                   text_of(header, "PromulgationInfo/PromulgationDate"))  # fmt: skip
        type_detail = text_of(header, "DocumentType/TypeDetail")
        due = maybe(header, "DueDate")
        return DocumentFacts(
            reference=reference,
            number=int(number),
            type=type_detail if _TYPE.fullmatch(type_detail) else "",
            type_name=text_of(header, "DocumentType/TypeName"),
            subject=text_of(header, "Subject"),
            place=text_of(header, "PromulgationInfo/Place"),
            signer=text_of(header, "SignerInfo/FullName"),
            signer_title=text_of(header, "SignerInfo/Position"),
            authority=text_of(header, "SignerInfo/Competence"),
            recipients=tuple(squeeze(p.text or "") for p in all_of(header, "ToPlaces/Place")),
            pages=int(text_of(header, "OtherInfo/PageAmount") or 0),
            copies=int(text_of(header, "OtherInfo/PromulgationAmount") or 0),
            urgency=form.PRIORITIES[int(text_of(header, "OtherInfo/Priority"))],
            circulation=text_of(header, "OtherInfo/SphereOfPromulgation"),
            not_for_media=self._note.get("not_for_media") is True,
            due=value_of(due, form.day_of) if due is not None else None,
            secrecy=self._noted("secrecy"),
        )

    def _same(self, header: etree._Element, place: str, told: str, *ways: str) -> None:
        """Two places that say the same thing must not differ."""
        if told not in ways:
            sentence = message(N_("“{here}” is not what DocumentId says (“{there}”)"),
                               here=ways[0], there=told)  # fmt: skip
            raise unreadable(form.place_of(one_of(header, place)), sentence)

    def _about(
        self, header: etree._Element, trace: etree._Element, kind: MessageKind
    ) -> DocumentReference | None:
        answers = maybe(header, "ResponseFor")
        replaced = all_of(trace, "Bussiness/ReplacementInfoList/ReplacementInfo/DocumentId")
        if (kind is MessageKind.REPLACE) != bool(replaced) or len(replaced) > 1:
            sentence = message(N_("a replacement, and nothing else, names the one document that it "
                                  "replaces"))  # fmt: skip
            raise unreadable("Bussiness/ReplacementInfoList", sentence)
        if replaced:
            return self._identified(replaced[0])
        if kind is MessageKind.RECALL and answers is None:
            sentence = message(N_("a recall names the document that it takes back"))
            raise unreadable("MessageHeader/ResponseFor", sentence)
        updated = maybe(trace, "Bussiness/BussinessDocumentInfo") is not None
        if updated != (kind is MessageKind.UPDATE):
            sentence = message(N_("an update, and nothing else, says what is updated"))
            raise unreadable("Bussiness/BussinessDocumentInfo", sentence)
        return self._reference(answers) if answers is not None else None

    def _reference(self, answers: etree._Element) -> DocumentReference:
        reference = self._identified(one_of(answers, "DocumentId"))
        self._same(answers, "Code", reference.official_number, text_of(answers, "Code"))
        self._same(answers, "PromulgationDate", form.day_text(reference.dated),
                   text_of(answers, "PromulgationDate"))  # fmt: skip
        self._same(answers, "OrganId", reference.organ_id, text_of(answers, "OrganId"))
        return reference

    def _identified(self, element: etree._Element) -> DocumentReference:
        organ_id, day, official = squeeze(element.text or "").split(",", 2)
        dated: date = value_of(element, lambda _: form.day_of(day))
        return DocumentReference(organ_id, official, dated)

    def _organ(self, element: etree._Element, body: str) -> Correspondent:
        organ_id, name = text_of(element, "OrganId"), text_of(element, "OrganName")
        return Correspondent(organ_id, name, body, text_of(element, "Email"))

    def _receivers(self, trace: etree._Element) -> tuple[Receiver, ...]:
        """Who has the document, as an update tells it; names and purposes are in our note only."""
        path = "Bussiness/BussinessDocumentInfo/ReceiverList/Receiver"
        told = self._note.get("receivers")
        if told is None:
            purposes = {"1": Purpose.ACTION, "0": Purpose.INFORMATION}
            return tuple(
                Receiver(text_of(r, "OrganId"), "", purposes[text_of(r, "ReceiverType")])
                for r in all_of(trace, path)
            )
        try:
            found = tuple(Receiver(organ, name, Purpose(why)) for organ, name, why in told)
            if not all(type(r.organ_id) is type(r.name) is str for r in found):
                raise TypeError
        except (TypeError, ValueError):
            sentence = message(N_("it does not have the form that this field has"))
            raise unreadable(f"{form.NOTE}/receivers", sentence) from None
        return found

    # -- the note, and the signature ---------------------------------------------------------------

    def _read_note(self) -> dict[str, Any]:
        try:
            return form.noted(self._envelope) or {}
        except ValueError as error:
            sentence = message(N_("the note of the sending program is broken ({reason})"),
                               reason=error)  # fmt: skip
            raise unreadable(form.NOTE, sentence) from None

    def _noted(self, fact: str, pattern: re.Pattern[str] | None = None) -> str:
        told = self._note.get(fact, "")
        right = isinstance(told, str) and len(told) <= _MOST_LETTERS and squeeze(told) == told
        if not right or (told and pattern and not pattern.fullmatch(told)):
            sentence = message(N_("it does not have the form that this field has"))
            raise unreadable(f"{form.NOTE}/{fact}", sentence)
        return str(told)

    def _purpose(self) -> Purpose:
        try:
            return Purpose(self._noted("purpose") or Purpose.ACTION)
        except ValueError:
            sentence = message(N_("it does not have the form that this field has"))
            raise unreadable(f"{form.NOTE}/purpose", sentence) from None

    def _refuse_weak_signature(self) -> None:
        """An empty signature is none, and SHA-1 proves nothing."""
        signature = self._header.find(form.SIGNATURE)
        if signature is None:
            return
        if not len(signature):
            raise unreadable("edXMLHeader/Signature", message(N_("the signature is empty")))
        for element in signature.iter():
            used = str(element.get("Algorithm", "")) if isinstance(element.tag, str) else ""
            if any(weak in used.lower() for weak in _WEAK):
                sentence = message(N_("{algorithm} is too weak to prove anything"),
                                   algorithm=used[:_MOST_LETTERS])  # fmt: skip
                raise unreadable("edXMLHeader/Signature", sentence)


def _derived(kind: MessageKind, facts: DocumentFacts, recipient: Correspondent) -> str:
    """A delivery for messages of programs that tell none: the same message has the same."""
    told = f"edxml\n{kind.value}\n{facts.reference.identifier}\n{recipient.organ_id}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]
