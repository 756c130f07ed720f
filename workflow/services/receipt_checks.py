"""Receipts that come in are checked before they count: whose, of what, and by whom signed."""

from __future__ import annotations

from workflow.dispatch.channels import Reported
from workflow.dispatch.directory import expanded
from workflow.model.delivery import Delivery
from workflow.model.errors import ReceiptRefused, UnknownDelivery, UnknownDocument
from workflow.model.exchange import Receipt
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import matching_key
from workflow.services.office import OpenOffice


def checked_delivery(office: OpenOffice, read: Reported) -> tuple[Delivery, bool]:
    """The delivery that a receipt speaks of, and whether the body's key signed that.

    Raises:
        UnknownDelivery: this office made none such.
        ReceiptRefused: it is of another file, of another body, or not signed as it must be.
    """
    receipt = read.receipt
    delivery = _delivery(office, receipt)
    trouble = (
        _of_another_file(read, delivery)
        or _of_another_body(office, receipt, delivery)
        or _not_signed(office, read, delivery)
    )
    if trouble:
        raise ReceiptRefused(
            sender=receipt.sender.name or receipt.sender.organ_id or "–",
            delivery=receipt.delivery or receipt.about.official_number,
            reason=trouble,
        )
    return delivery, read.proven or bool(_certificate(office, delivery))


def _delivery(office: OpenOffice, receipt: Receipt) -> Delivery:
    """By its id; where the receipt tells none of ours, by the document and the body."""
    try:
        return office.ledger.delivery(receipt.delivery)
    except UnknownDelivery:
        found = _by_reference(office, receipt)
        if found is None:
            raise
        return found


def _by_reference(office: OpenOffice, receipt: Receipt) -> Delivery | None:
    about = receipt.about
    if about.organ_id != office.settings.organ.id:
        return None
    try:
        document = office.ledger.find(about.official_number)
    except UnknownDocument:
        return None
    if document.official_number != about.official_number or document.signed_on != about.dated:
        return None
    bodies = office.recipients.bodies
    to_sender = [
        delivery
        for delivery in office.ledger.deliveries(document.id)
        if delivery.body in bodies and bodies[delivery.body].organ_id == receipt.sender.organ_id
    ]
    return to_sender[-1] if receipt.sender.organ_id and to_sender else None


def _of_another_file(read: Reported, delivery: Delivery) -> Message | None:
    receipt = read.receipt
    if not delivery.kind.brings_a_file:
        return None
    told_nothing = not receipt.delivery and not receipt.sha256
    if told_nothing and not read.data.startswith(b"{"):  # edXML of others names the document only
        return None
    if receipt.sha256 != delivery.sha256:
        template = N_("it is about another file (SHA-256 {there}, sent was {here})")
        return message(template, there=receipt.sha256 or "–", here=delivery.sha256)
    return None


def _of_another_body(office: OpenOffice, receipt: Receipt, delivery: Delivery) -> Message | None:
    body = office.recipients.bodies.get(delivery.body)
    if body and body.organ_id:
        same = receipt.sender.organ_id == body.organ_id
    else:
        short = office.recipients.abbreviations
        names = (delivery.name, *(body.names if body else ()))
        keys = {matching_key(expanded(name, short)) for name in names}
        same = matching_key(expanded(receipt.sender.name, short)) in keys
    return None if same else message(N_("that went to {body}"), body=delivery.name)


def _not_signed(office: OpenOffice, read: Reported, delivery: Delivery) -> Message | None:
    """A body whose certificate the directory names signs what it says."""
    certificate = _certificate(office, delivery)
    if not certificate or read.proven:
        return None
    if not read.signature:
        return message(N_("it is not signed, and the directory names a certificate of this body"))
    from workflow.sign.receipt_signature import receipt_trouble
    from workflow.sign.trust import read_certificates

    certificates = read_certificates(office.directory / "recipients" / certificate)
    return receipt_trouble(read.data, read.signature, certificates, read.receipt.at)


def _certificate(office: OpenOffice, delivery: Delivery) -> str:
    body = office.recipients.bodies.get(delivery.body)
    return body.certificate if body else ""
