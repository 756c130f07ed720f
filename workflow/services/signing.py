"""Sign: the person with authority signs what was approved (R1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import (
    KeyUnreadable,
    NotTheKeyHolder,
    NotTheNamedSigner,
    Problem,
    SignatureNotValid,
)
from workflow.model.lifecycle import Act, after
from workflow.model.messages import VIETNAM
from workflow.model.office import Key
from workflow.model.parties import Role
from workflow.model.verification import Verdict
from workflow.model.vietnamese import matching_key
from workflow.render.appearance import image_page, image_size, line_page
from workflow.render.content import unpack_line
from workflow.render.fields import field_name
from workflow.services.drafting import parse_draft
from workflow.services.office import OpenOffice, recorded
from workflow.sign.keys import open_key
from workflow.sign.pades import Fill, append_signature, field_boxes, planned_step
from workflow.sign.revocation import check_not_revoked
from workflow.sign.trust import (
    Certificate,
    Signer,
    certificates_of,
    check_may_sign,
    read_anchors,
)
from workflow.sign.validate import verify


def sign(office: OpenOffice, name: str, key_name: str) -> Document:
    """Fill the date, show the hand signature, sign and certify.

    Raises:
        NotTheNamedSigner, NotTheKeyHolder, WrongRole: this person may not sign this.
        SigningError: the key, the certificate or the result is not as it must be.
        WrongState
    """
    document = office.ledger.find(name)
    after(document.state, Act.SIGNED, document.label)
    person = office.require(Role.SIGNER)
    named = parse_draft(office, document).signature.name
    if matching_key(named) != matching_key(person.name):
        raise NotTheNamedSigner(named=named, person=person.name)
    key = office.settings.key(key_name)
    if key.holder != person.id:
        holder = office.settings.people.get(key.holder)
        owner = holder.name if holder else office.settings.organ.name
        raise NotTheKeyHolder(key=key.id, holder=owner, person=person.name)
    content = recorded(office, document, Act.APPROVED, "content")
    stamp = ready_stamp(office, key, key.image)
    moment = office.clock().astimezone(VIETNAM).replace(microsecond=0)
    day = moment.date()
    text = office.rules.date_text(office.settings.organ.place, day, day.year)
    signed = append_revision(office, document, content, "signature", stamp, {"date": text}, moment)
    entry = Entry(
        Act.SIGNED,
        {
            "content": document.content,
            "signed": office.store.put(signed),
            "signer": person.name,
            "signed_on": day.isoformat(),
            "key": key.id,
        },
    )
    return office.record(document.id, document.version, [entry])


@dataclass(frozen=True)
class Stamp:
    """What a signature is made with: the opened key and the image that shows."""

    signer: Signer
    image: bytes


def ready_stamp(office: OpenOffice, key: Key, image: str) -> Stamp:
    """Open a key, once, and make sure that its certificate may sign now.

    Parameters:
        image: the PNG that the signature shows, relative to the office.

    Raises:
        SigningError: the key, its certificate or the image cannot be used.
    """
    signer = open_key(key, office.directory, office.secret)
    check_key_may_sign(office, *certificates_of(signer))
    try:
        picture = (office.directory / image).read_bytes()
    except OSError as error:
        raise KeyUnreadable(file=image or f"keys.{key.id}.image", reason=error.strerror) from None
    image_size(picture, image)
    return Stamp(signer, picture)


def check_key_may_sign(
    office: OpenOffice, certificate: Certificate, others: Sequence[Certificate]
) -> None:
    """Whether a key's certificate may make a signature now, by the office's settings.

    Raises:
        SigningError: it may not; says why and what to do.
    """
    anchors = read_anchors(office.directory / office.settings.trust)
    check_may_sign(certificate, others, anchors, office.clock())
    check_not_revoked(
        certificate,
        others,
        anchors,
        office.clock(),
        office.settings.revocation,
        office.settings.patience,
    )


def append_revision(
    office: OpenOffice,
    document: Document,
    before: str,
    place: str,
    stamp: Stamp,
    texts: dict[str, str],
    moment: datetime,
) -> bytes:
    """The stored revision `before` with one more, checked before anybody records it.

    Parameters:
        place: where it is signed: “signature”, “seal”, “signature_2”, …
        texts: what the text places say, as far as the plan fills them with this signature.

    Raises:
        NotInTurn: others sign or seal before.
        SignatureNotValid: the result does not verify; nothing was recorded.
    """
    base = office.store.get(before)
    step, boxes = planned_step(base, field_name(place)), field_boxes(base)
    lines = _submitted_lines(office, document)
    fills = {}
    for line, text in texts.items():
        if (field := field_name(line)) in step.fills:
            fills[field] = Fill(text, line_page(text, unpack_line(lines[line]), boxes[field][0]))
    appearance = image_page(stamp.image, *boxes[step.field])
    signed = append_signature(base, stamp.signer, step, fills, appearance, moment)
    anchors = read_anchors(office.directory / office.settings.trust)
    report = verify(signed, anchors, document.label, now=office.clock(), complete=False)
    if report.verdict is not Verdict.VALID or not signed.startswith(base):
        reasons = [*report.problems, *(p for s in report.signatures for p in s.problems)]
        raise SignatureNotValid(problems=[Problem("", reason) for reason in reasons])
    return signed


def _submitted_lines(office: OpenOffice, document: Document) -> dict[str, dict[str, object]]:
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    lines: dict[str, dict[str, object]] = submitted[-1].data["lines"]
    return lines
