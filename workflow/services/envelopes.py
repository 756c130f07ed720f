"""Who sent an edXML message: its envelope's signature, and whose certificate that is.

Of a signed message only what the signature covers is read; the attachments are bound to it by the
hashes that the envelope tells. An unsigned one is taken of organs only that a channel names.
"""

from __future__ import annotations

import re
from dataclasses import replace

from workflow.dispatch.channels import Brought, Reported
from workflow.dispatch.directory import expanded
from workflow.dispatch.edxml_kind import EDXML
from workflow.model.errors import EnvelopeRefused, RevocationUnknown, SigningError
from workflow.model.exchange import Correspondent
from workflow.model.messages import N_, message
from workflow.model.parties import Body
from workflow.model.vietnamese import matching_key
from workflow.services.envelope_keys import ENVELOPE, HEADER
from workflow.services.office import OpenOffice
from workflow.sign.xml_signature import SignedXml, is_signed, verify_xml

_BRACKET = re.compile(r"\s*\([^()]*\)$")


def open_envelope(office: OpenOffice, data: bytes) -> Brought | Reported:
    """What an edXML message says, once it is known who says it.

    Raises:
        MessageUnreadable: it is no message.
        EnvelopeRefused: its sender cannot be told for certain.
        RevocationUnknown: not now; a service that must be asked does not answer.
    """
    from workflow.dispatch.edxml_parts import take_apart
    from workflow.dispatch.edxml_reading import binds_its_files, read_edxml

    organ_id = office.settings.organ.id
    content = read_edxml(data, organ_id)  # first, so that what is no message is told as such
    document = take_apart(data).document
    if not is_signed(document):
        sender = _sender(content)
        if sender.organ_id not in _unsigned(office):
            raise _refused(N_("it is not signed"))
        return content
    signed = _verified(office, document)
    content = read_edxml(data, organ_id, signed.element)
    if isinstance(content, Brought) and content.files and not binds_its_files(signed.element):
        raise _refused(N_("its signature does not cover the attachments"))
    _check_holder(office, signed, _sender(content))
    return replace(content, proven=True) if isinstance(content, Reported) else content


def _verified(office: OpenOffice, document: bytes) -> SignedXml:
    """
    Raises:
        RevocationUnknown: nobody says whether the certificate is revoked; the message may come
            again.
    """
    from workflow.sign.revocation import check_not_revoked
    from workflow.sign.trust import read_anchors

    trust, now = office.settings, office.clock()
    anchors = read_anchors(office.directory / trust.trust)
    try:
        signed = verify_xml(document, ENVELOPE, HEADER, anchors, now)
        certificate, *others = signed.certificates
        check_not_revoked(certificate, others, anchors, now, trust.revocation, trust.patience)
    except RevocationUnknown:
        raise
    except SigningError as error:
        reason = message(error.sentence.rstrip("."), **error.facts)
        raise EnvelopeRefused(reason=reason) from None
    return signed


def _check_holder(office: OpenOffice, signed: SignedXml, sender: Correspondent) -> None:
    """The certificate is the one that the directory names for the sender; where it names none, its
    subject tells the sender's identifier, or is called as the sender is."""
    body = next(
        (b for b in office.recipients.bodies.values() if b.organ_id == sender.organ_id), None
    )
    known = str(getattr(body, "certificate", ""))
    if known:
        from workflow.sign.trust import read_certificates

        named = read_certificates(office.directory / "recipients" / known)
        right = signed.certificate in [certificate.dump() for certificate in named]
    else:
        right = sender.organ_id in signed.names or _called(office, signed.holder, body, sender)
    if not right:
        raise _refused(
            N_("it was signed by “{holder}”, not by {sender} ({organ})"),
            holder=signed.holder, sender=sender.name, organ=sender.organ_id,
        )  # fmt: skip


def _called(office: OpenOffice, holder: str, body: Body | None, sender: Correspondent) -> bool:
    short = office.recipients.abbreviations
    if sender.organ_id == office.settings.organ.id:
        names: tuple[str, ...] = (office.settings.organ.name,)
    else:
        names = (body.name, *body.aliases) if body else (sender.name,)
    keys = {matching_key(expanded(name, short)) for name in names}
    return matching_key(expanded(_BRACKET.sub("", holder), short)) in keys


def _unsigned(office: OpenOffice) -> set[str]:
    """Whose messages need no signature, by any edXML channel of the office."""
    channels = office.settings.channels.values()
    return {
        organ
        for channel in channels
        for organ in channel.settings.get("unsigned", EDXML.settings["unsigned"].default)
    }


def _sender(content: Brought | Reported) -> Correspondent:
    return content.cover.sender if isinstance(content, Brought) else content.receipt.sender


def _refused(template: str, **facts: object) -> EnvelopeRefused:
    return EnvelopeRefused(reason=message(template, **facts))
