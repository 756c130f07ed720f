"""Bounces: a mail system's word that a delivery did not arrive after all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from workflow.ledger.journal import Entry
from workflow.model.delivery import Delivery, DeliveryState, pause_after
from workflow.model.document import Document
from workflow.model.events import utc_text
from workflow.model.exchange import Bounce
from workflow.model.lifecycle import Act
from workflow.services.office import OpenOffice
from workflow.services.recording import record_again


def record_bounce(office: OpenOffice, bounce: Bounce, files: Mapping[str, bytes]) -> Delivery:
    """The delivery failed: for good, or it is tried again after a pause. A bounce that comes twice,
    or after the body's own word, changes nothing.

    Raises:
        UnknownDelivery: this office made no such delivery.
    """
    delivery = office.ledger.delivery(bounce.delivery)
    digests = sorted(hashlib.sha256(data).hexdigest() for data in files.values())
    told = hashlib.sha256("\n".join(digests).encode()).hexdigest()

    def entries(document: Document) -> list[Entry]:
        now = office.ledger.delivery(delivery.id)
        known = office.ledger.events(document.id, Act.DELIVERY_BOUNCED, naming=told)
        if known or now.state not in (DeliveryState.SENDING, DeliveryState.SENT):
            return []
        facts = {"delivery": now.id, "body": now.body, "error": bounce.reason, "bounce": told}
        pause = pause_after(max(now.tries, 1), office.settings.pauses)
        if pause and not bounce.permanent:
            facts["next_attempt_at"] = utc_text(office.clock() + pause)
        return [Entry(Act.DELIVERY_BOUNCED, facts)]

    record_again(office, delivery.document, entries)
    return office.ledger.delivery(delivery.id)
