"""Covers and receipts as edXML messages (QCVN 102:2016).

What edXML has no place for (the delivery, why a body receives the document, the hashes of the
files) stands in a note inside the envelope, where the signature covers it and no schema minds it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from mimetypes import guess_type
from typing import Protocol

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from workflow.dispatch import edxml_form as form
from workflow.dispatch.channels import Parcel
from workflow.model.errors import Undeliverable
from workflow.model.exchange import (
    Correspondent,
    Cover,
    DocumentReference,
    MessageKind,
    Receipt,
)
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Purpose
from workflow.model.vietnamese import matching_key, squeeze

Sign = Callable[[bytes], bytes]
"""Gives a message back with its envelope signed."""

KINDS = (MessageKind.NEW, MessageKind.RECALL, MessageKind.UPDATE, MessageKind.REPLACE)
"""By their BussinessDocType."""


class _Elements(Protocol):
    """`_E.Subject("…")` is an element of the form."""

    def __getattr__(self, name: str) -> Callable[..., etree._Element]: ...

    def __call__(self, name: str, *children: object) -> etree._Element: ...


_E: _Elements = ElementMaker(namespace=form.NAMESPACE, nsmap={None: form.NAMESPACE})
_ROOT = "edXML"
_VERSION = "2.0"


def write_document(parcel: Parcel, sign: Sign | None = None) -> bytes:
    """
    Parameters:
        sign: signs the envelope; None leaves it unsigned.

    Raises:
        Undeliverable: the parcel says something that the form cannot say.
        SigningError: of `sign`.
    """
    cover = parcel.cover
    files = list(_files(parcel))
    note: dict[str, object] = {
        "delivery": cover.delivery,
        "purpose": cover.purpose.value,
        "not_for_media": cover.document.not_for_media,
        "sender": cover.sender.body,
        "recipient": cover.recipient.body,
        "files": {id: hashlib.sha256(data).hexdigest() for id, _, data in files},
    }
    note |= {name: told for name, told in _further(cover, files).items() if told}
    try:
        envelope = _E.edXMLEnvelope(
            _E.edXMLHeader(_message_header(cover), _trace(cover)),
            _E.edXMLBody(
                _E.edXMLManifest(
                    *(
                        _E.Reference(
                            _E.ContentId(f"cid:{id}"), _E.ContentType(_type(name)),
                            _E.AttachmentName(_text(name, "AttachmentName")),
                        )
                        for id, name, _ in files
                    ),
                    version=_VERSION,
                )
            ),
            form.note(note),
            Id=form.ENVELOPE_ID,
        )  # fmt: skip
    except ValueError as error:  # a control character that XML cannot hold
        raise _Unsaid("edXML", message(N_("it holds letters that XML cannot ({reason})"),
                                       reason=error)) from None  # fmt: skip
    message_xml = _finished(envelope, sign, cover.recipient.name)
    return _with_contents(message_xml, files) if files else message_xml


def write_status(receipt: Receipt, recipient: Correspondent, sign: Sign | None = None) -> bytes:
    """
    Parameters:
        recipient: who sent the document.

    Raises:
        Undeliverable: the receipt says something that the form cannot say.
        SigningError: of `sign`.
    """
    note = {"delivery": receipt.delivery, "sha256": receipt.sha256, "number": receipt.number}
    note |= {"sender": receipt.sender.body}
    try:
        status = _E.MessageStatus(
            _response_for(receipt.about),
            _organ("From", receipt.sender),
            _E.StatusCode(receipt.status.value),
            *_optional("Description", receipt.reason),
            _E.Timestamp(form.time_text(receipt.at)),
            *([_E.StaffInfo(_E.Staff(_text(receipt.staff, "Staff")))] if receipt.staff else []),
        )
        envelope = _E.edXMLEnvelope(
            _E.edXMLHeader(status), form.note(note), Id=form.ENVELOPE_ID
        )  # fmt: skip
    except ValueError as error:
        raise _Unsaid("edXML", message(N_("it holds letters that XML cannot ({reason})"),
                                       reason=error)) from None  # fmt: skip
    return _finished(envelope, sign, recipient.name)


class _Unsaid(Undeliverable):
    """A field that the form cannot hold; the channel and the body are named when it is known."""

    def __init__(self, place: str, why: Message, body: str = "–") -> None:
        self.place, self.why = place, why
        reason = message("{place}: {why}", place=place, why=why)
        super().__init__(channel="edxml", body=body, reason=reason)


def _message_header(cover: Cover) -> etree._Element:
    document = cover.document
    number, notation = _number(cover)
    places = [_E.Place(_text(line, "ToPlaces")) for line in document.recipients]
    answers = cover.about if cover.kind is not MessageKind.REPLACE else None
    return _E.MessageHeader(
        _organ("From", cover.sender),
        _organ("To", cover.recipient),
        _E.DocumentId(_text(document.reference.identifier, "DocumentId")),
        _E.Code(_E.CodeNumber(number), _E.CodeNotation(notation)),
        _E.PromulgationInfo(
            _E.Place(_text(document.place, "PromulgationInfo/Place")),
            _E.PromulgationDate(form.day_text(document.reference.dated)),
        ),
        _E.DocumentType(
            *_optional("TypeDetail", document.type),
            _E.TypeName(_text(document.type_name, "TypeName")),
        ),
        _E.Subject(_text(document.subject, "Subject")),
        _E.SignerInfo(
            *_optional("Competence", document.authority),
            *_optional("Position", document.signer_title),
            _E.FullName(_text(document.signer, "FullName")),
        ),
        *([_E.DueDate(form.day_text(document.due))] if document.due else []),
        *([_E.ToPlaces(*places)] if places else []),
        _E.OtherInfo(
            _E.Priority(_priority(document.urgency)),
            *_optional("SphereOfPromulgation", document.circulation),
            _E.PromulgationAmount(str(document.copies)),
            _E.PageAmount(str(document.pages)),
        ),
        *([_response_for(answers)] if answers else []),
    )


def _trace(cover: Cover) -> etree._Element:
    return _E.TraceHeaderList(
        _E.TraceHeader(
            _E.OrganId(cover.sender.organ_id), _E.Timestamp(form.time_text(cover.sent_at))
        ),
        _E.Bussiness(
            _E.BussinessDocType(str(KINDS.index(cover.kind))),
            *_optional("BussinessDocReason", cover.reason),
            *_updated(cover),
            _E.Paper("0"),
            *_replaced(cover),
        ),
    )


def _updated(cover: Cover) -> Iterator[etree._Element]:
    """What is said anew: of the document, and who receives it where the update tells that."""
    if cover.kind is MessageKind.UPDATE:
        told = [
            _E.Receiver(
                _E.OrganId(each.organ_id),
                _E.ReceiverType("1" if each.purpose is Purpose.ACTION else "0"),
            )
            for each in cover.receivers
            if each.organ_id
        ]
        yield _E.BussinessDocumentInfo(
            _E.DocumentInfo("1"),
            _E.DocumentReceiver("1" if told else "0"),
            *([_E.ReceiverList(*told)] if told else []),
        )


def _further(cover: Cover, files: Sequence[tuple[str, str, bytes]]) -> dict[str, object]:
    """What the note tells where there is something to tell: the hashes of plain files that travel
    closed, the mark of secrecy, and all who have a document."""
    facts = [*([cover.file] if cover.file else []), *cover.attachments]
    named = zip((id for id, _, _ in files), facts, strict=False)
    return {
        "closed": {id: each.sha256 for id, each in named if each.encrypted},
        "secrecy": cover.document.secrecy,
        "receivers": [[r.organ_id, r.name, r.purpose.value] for r in cover.receivers],
    }


def _replaced(cover: Cover) -> Iterator[etree._Element]:
    if cover.kind is MessageKind.REPLACE and cover.about:
        yield _E.ReplacementInfoList(
            _E.ReplacementInfo(
                _E.DocumentId(_text(cover.about.identifier, "DocumentId")),
                _E.OrganIdList(_E.OrganId(cover.recipient.organ_id)),
            )
        )


def _organ(element: str, organ: Correspondent) -> etree._Element:
    if not organ.organ_id:
        why = message(N_("“{name}” has no identifier (organ_id)"), name=organ.name)
        raise _Unsaid(element, why, organ.name)
    return _E(
        element,
        _E.OrganId(organ.organ_id),
        _E.OrganName(_text(organ.name, f"{element}/OrganName")),
        *_optional("Email", organ.email),
    )


def _response_for(about: DocumentReference) -> etree._Element:
    return _E.ResponseFor(
        _E.OrganId(about.organ_id),
        _E.Code(_text(about.official_number, "ResponseFor/Code")),
        _E.PromulgationDate(form.day_text(about.dated)),
        _E.DocumentId(_text(about.identifier, "ResponseFor/DocumentId")),
    )


def _number(cover: Cover) -> tuple[str, str]:
    official = cover.document.reference.official_number
    found = form.number_and_notation(official)
    if found is None or int(found[0]) != cover.document.number:
        raise _Unsaid("Code", message(N_("“{number}” is no number with its notation"),
                                      number=official))  # fmt: skip
    return found


def _priority(urgency: str) -> str:
    keys = [matching_key(known) for known in form.PRIORITIES]
    if matching_key(urgency) not in keys:
        raise _Unsaid("Priority", message(N_("the axis has no urgency “{name}”"), name=urgency))
    return str(keys.index(matching_key(urgency)))


def _files(parcel: Parcel) -> Iterator[tuple[str, str, bytes]]:
    """The content id, the name and the bytes of each file; the document itself is the first."""
    every = [(parcel.file_name, parcel.pdf)] if parcel.file_name else []
    every += parcel.attachments.items()
    for number, (name, data) in enumerate(every):
        yield f"{parcel.delivery}-{number}", name, data


def _type(name: str) -> str:
    if name.endswith(".p7m"):
        return "application/pkcs7-mime"
    return guess_type(name)[0] or "application/octet-stream"


def _optional(element: str, text: str) -> Iterator[etree._Element]:
    """What is not known is left out; nothing stands for it."""
    if text:
        yield _E(element, _text(text, element))


def _text(text: str, element: str) -> str:
    """
    Raises:
        Undeliverable: there is no text, or one that stands for none.
    """
    squeezed = squeeze(text)
    if not squeezed:
        raise _Unsaid(element, message(N_("the axis wants it, and it is empty")))
    if form.is_filler(squeezed):
        raise _Unsaid(element, message(N_("“{text}” says nothing"), text=squeezed))
    return squeezed


def _finished(envelope: etree._Element, sign: Sign | None, body: str) -> bytes:
    """The message without contents, as the schema wants it, its envelope signed.

    Raises:
        Undeliverable: the schema refuses it: a text is longer than the axis takes, for one.
    """
    root = _E(_ROOT, envelope)
    if fault := form.fault(root):
        raise _Unsaid(fault.place, message("{detail}", detail=fault.detail), body)
    plain: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return sign(plain) if sign else plain


def _with_contents(message_xml: bytes, files: list[tuple[str, str, bytes]]) -> bytes:
    """The contents outside the envelope; its signature does not mind what stands beside it."""
    head, end, tail = message_xml.rpartition(f"</{_ROOT}>".encode())
    pieces = [head, b"<AttachmentEncoded>"]
    for id, name, data in files:
        described = _E.Attachment(
            _E.ContentId(id), _E.AttachmentName(squeeze(name)), _E.ContentType(_type(name)),
            _E.ContentTransferEncoded("?"),
        )  # fmt: skip
        before, _, after = etree.tostring(described, encoding="UTF-8").rpartition(b"?")
        pieces += [before, base64.b64encode(data), after]
    return b"".join([*pieces, b"</AttachmentEncoded>", end, tail])
