"""The organ's signature on every attachment, with number and time (NĐ30 PL I III.1 d)."""

from __future__ import annotations

from typing import Any

from workflow.model.document import Document
from workflow.model.errors import AttachmentRefused, NoTimestamp, Problem
from workflow.model.messages import N_, VIETNAM, message
from workflow.model.verification import PolicyName
from workflow.render.attachment import corner_place, corner_words
from workflow.services.attachments import approved_attachments
from workflow.services.levels import authority_for, check_appended
from workflow.services.office import OpenOffice
from workflow.services.stamps import Stamp
from workflow.sign.attachments import sign_attachment
from workflow.sign.timestamps import TimestampAuthority


def sign_attachments(
    office: OpenOffice, document: Document, stamp: Stamp, number: str
) -> dict[str, Any]:
    """Every approved attachment with the organ's signature, and a timestamp where the office wants
    one; what the event of issue says of them.

    Parameters:
        stamp: the seal of the organ that gives the number.
        number: number and symbol, as the document shows them.

    Raises:
        ContentDamaged, SigningError: nothing was recorded.
        NoTimestamp: there is none, and the office may not do without.
    """
    approved = approved_attachments(office, document)
    if not approved:
        return {}
    authority, why = authority_for(office, document), None
    signed = {}
    for name, sha256 in approved.items():
        base = office.store.get(sha256)
        try:
            made = _signed(office, document, name, base, stamp, number, authority)
        except NoTimestamp as error:
            if not office.upgrade_later:
                raise
            why = error
            made = _signed(office, document, name, base, stamp, number, None)
        signed[name] = office.store.put(made)
    facts: dict[str, Any] = {"attachments": signed}
    return facts | ({"attachments_unstamped": str(why)} if why else {})


def _signed(
    office: OpenOffice,
    document: Document,
    name: str,
    base: bytes,
    stamp: Stamp,
    number: str,
    authority: TimestampAuthority | None,
) -> bytes:
    moment = office.clock().astimezone(VIETNAM).replace(microsecond=0)
    rules = office.rules
    words = corner_words((number, moment.isoformat()), rules.part("attachment")["size"])
    margin = rules.data["page"]["margin_right"]
    try:
        place = corner_place(base, words.width, words.height, margin)
    except ValueError:
        says = message(N_("page 1 has no room for the organ's signature, or is turned askew"))
        raise AttachmentRefused(file=name, problems=[Problem("", says)]) from None
    made = sign_attachment(
        base, stamp.signer, place.rectangle, place.turned, words.page, moment, authority
    )
    check_appended(
        office, document, base, made,
        complete=False, asked=authority is not None, policy=PolicyName.FOREIGN,
    )  # fmt: skip
    return made
