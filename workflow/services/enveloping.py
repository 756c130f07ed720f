"""Copies closed to a body's certificate, where the directory asks for it.

The channel is given the closed files only; the plain ones never go that way.
"""

from __future__ import annotations

from dataclasses import replace

from workflow.dispatch.channels import Parcel
from workflow.model.errors import CertificateUnfit, Undeliverable
from workflow.model.exchange import FileFacts
from workflow.model.messages import N_, Message, message
from workflow.model.parties import Body
from workflow.services.office import OpenOffice

ENDING = ".p7m"
_FOLDER = "recipients"


class Envelopes:
    """The certificates of those bodies that want closed copies, each read once."""

    def __init__(self, office: OpenOffice) -> None:
        self._office = office
        self._known: dict[str, bytes] = {}

    def closed(self, parcel: Parcel, channel: str) -> Parcel:
        """The parcel as it travels: as it is, or with all its files closed to its body.

        Raises:
            Undeliverable: the body's certificate cannot be used.
        """
        body = self._office.recipients.bodies.get(parcel.body)
        if body is None or not body.encrypt or not parcel.cover.kind.brings_a_file:
            return parcel
        from workflow.sign.enveloping import enveloped

        try:
            if body.id not in self._known:
                self._known[body.id] = _certificate(self._office, body)
            certificate = self._known[body.id]
        except CertificateUnfit as error:
            reason = error.facts["reason"]
            raise Undeliverable(channel=channel, body=parcel.name, reason=reason) from None
        file = parcel.cover.file
        cover = replace(
            parcel.cover,
            file=_closed_facts(file) if file else None,
            attachments=tuple(_closed_facts(each) for each in parcel.cover.attachments),
        )
        attachments = {
            name + ENDING: enveloped(data, certificate) for name, data in parcel.attachments.items()
        }
        pdf = enveloped(parcel.pdf, certificate)
        return replace(
            parcel,
            cover=cover,
            file_name=parcel.file_name + ENDING,
            pdf=pdf,
            attachments=attachments,
        )


def envelope_trouble(office: OpenOffice, body: Body) -> Message | None:
    """Why a body that wants closed copies cannot be sent any; None where nothing is wrong."""
    if not body.encrypt:
        return None
    try:
        _certificate(office, body)
    except CertificateUnfit as error:
        return message(N_("copies cannot be closed to it: {reason}"), reason=error.facts["reason"])
    return None


def _certificate(office: OpenOffice, body: Body) -> bytes:
    """
    Raises:
        CertificateUnfit: none is named, or it cannot be used.
    """
    from workflow.sign.enveloping import recipient_certificate

    if not body.certificate:
        raise CertificateUnfit(reason=message(N_("the directory names no certificate of it")))
    place = office.directory / _FOLDER / body.certificate
    try:
        data = place.read_bytes()
    except OSError as error:
        reason = message(N_("its certificate cannot be read ({error})"), error=error.strerror)
        raise CertificateUnfit(reason=reason) from None
    return recipient_certificate(data, office.clock())


def _closed_facts(facts: FileFacts) -> FileFacts:
    """The hash stays that of the plain file: receipts are bound to it."""
    return replace(facts, encrypted=facts.name + ENDING)
