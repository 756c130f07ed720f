"""Sign: the persons with authority sign what was approved, each once (R1, …)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import (
    AlreadySigned,
    ConcurrentChange,
    KeyUnreadable,
    NoTimestamp,
    NotTheKeyHolder,
    NotTheNamedSigner,
    OthersSignFirst,
    VanbanError,
)
from workflow.model.lifecycle import TRANSITIONS, Act, State, after
from workflow.model.messages import VIETNAM
from workflow.model.office import Key
from workflow.model.parties import Role
from workflow.model.signature_level import SignatureLevel
from workflow.model.vietnamese import matching_key
from workflow.render.appearance import line_page
from workflow.render.content import unpack_line
from workflow.render.fields import field_name
from workflow.services.copy_pages import signature_of_copy
from workflow.services.drafting import parse_draft
from workflow.services.levels import authority_for, check_appended, level_facts
from workflow.services.office import OpenOffice, recorded
from workflow.services.signatories import numbered_place, whose_turn
from workflow.services.stamps import Stamp, appearance_of, check_image
from workflow.sign.keys import open_key
from workflow.sign.pades import Fill, append_signature, field_boxes, planned_step
from workflow.sign.revocation import check_not_revoked
from workflow.sign.timestamps import TimestampAuthority
from workflow.sign.trust import (
    Certificate,
    certificates_of,
    check_may_sign,
    read_anchors,
)

_TRIES = 50


def sign(office: OpenOffice, name: str, key_name: str = "") -> Document:
    """Show the acting person's hand signature in their block and sign.

    The first of several persons certifies; the last fills the date.

    Parameters:
        key_name: "" for the only key that the person holds.

    Raises:
        NotTheNamedSigner, AlreadySigned, OthersSignFirst, NotTheKeyHolder, WrongRole: this person
            may not sign this, or not now.
        SigningError: the key, the certificate or the result is not as it must be.
        WrongState, ConcurrentChange
    """
    document = office.ledger.find(name)
    check_may_sign_document(office, document)
    key = key_of_person(office, key_name)
    return sign_with(office, document, ready_stamp(office, key, key.image))


def sign_with(office: OpenOffice, document: Document, stamp: Stamp) -> Document:
    """Sign with an opened key; again on top of what somebody else signed in the meantime.

    Raises:
        ConcurrentChange: the document is no longer the one that was to be signed.
        As `sign`.
    """
    content = document.content
    for _ in range(_TRIES):
        place = check_may_sign_document(office, document)
        try:
            return _sign_once(office, document, place, stamp)
        except ConcurrentChange:
            document = office.ledger.find(document.id)
            if document.content != content or not _may_be_signed(document):
                raise
    raise ConcurrentChange(document=document.label)


def check_may_sign_document(office: OpenOffice, document: Document) -> str:
    """Whether the acting person signs this document now; the place where they do.

    Raises:
        WrongState, WrongRole, NotTheNamedSigner, AlreadySigned, OthersSignFirst
    """
    after(document.state, Act.SIGNED, document.label)
    person = office.require(Role.SIGNER)
    draft = parse_draft(office, document)
    named = [matching_key(block.name) for block in draft.signatures]
    if matching_key(person.name) not in named:
        names = ", ".join(block.name for block in draft.signatures)
        raise NotTheNamedSigner(named=names, person=person.name)
    if person.name not in document.awaiting:
        waiting = ", ".join(document.awaiting)
        raise AlreadySigned(document=document.label, person=person.name, awaiting=waiting)
    signers = submitted_facts(office, document)["signers"]
    if person.name not in (turn := whose_turn(office, signers, document.awaiting)):
        people = ", ".join(turn)
        raise OthersSignFirst(document=document.label, person=person.name, people=people)
    return numbered_place("signature", named.index(matching_key(person.name)) + 1)


def key_of_person(office: OpenOffice, key_name: str) -> Key:
    """The acting person's key of a name; their only one for "".

    Raises:
        UnknownKey: there is no such key, or not exactly one.
        NotTheKeyHolder: it is another's.
    """
    person, settings = office.person, office.settings
    own = [key for key in settings.keys.values() if key.holder == person.id]
    if not key_name and len(own) == 1:
        return own[0]
    key = settings.key(key_name)
    if key not in own:
        holder = settings.people.get(key.holder)
        owner = holder.name if holder else settings.organ.name
        raise NotTheKeyHolder(key=key.id, holder=owner, person=person.name)
    return key


def _may_be_signed(document: Document) -> bool:
    return (document.state, Act.SIGNED) in TRANSITIONS


def _sign_once(office: OpenOffice, document: Document, place: str, stamp: Stamp) -> Document:
    """One more signature on top of what is there now.

    Raises:
        ConcurrentChange: the document was changed, or signed by somebody else.
    """
    person = office.person
    awaiting = [name for name in document.awaiting if name != person.name]
    if document.state is State.SIGNING:
        before = recorded(office, document, Act.SIGNED_IN_PART, "signed")
    else:
        before = recorded(office, document, Act.APPROVED, "content")
    moment = office.clock().astimezone(VIETNAM).replace(microsecond=0)
    day = moment.date()
    text = office.rules.date_text(office.settings.organ.place, day, day.year)
    signed, why = append_at_level(
        office,
        document,
        before,
        place,
        stamp,
        {"date": text},
        moment,
        authority_for(office, document),
    )
    facts: dict[str, Any] = {
        "content": document.content,
        "signed": office.store.put(signed),
        "key": stamp.name,
        **level_facts(office, document, signed, why, SignatureLevel.B_T),
    }
    if awaiting:
        facts |= {"signer": person.name, "awaiting": awaiting}
    else:
        names = ", ".join(submitted_facts(office, document)["signers"])
        facts |= {"signer": names, "signed_on": day.isoformat()}
    entry = Entry(Act.SIGNED_IN_PART if awaiting else Act.SIGNED, facts)
    return office.record(document.id, document.version, [entry])


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
    check_image(key, picture, image)
    return Stamp(signer, picture, key.id)


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


def append_at_level(
    office: OpenOffice,
    document: Document,
    before: str,
    place: str,
    stamp: Stamp,
    texts: dict[str, str],
    moment: datetime,
    authority: TimestampAuthority | None,
) -> tuple[bytes, VanbanError | None]:
    """As `append_revision`; and why the signature has no timestamp, if it may come later.

    Raises:
        NoTimestamp: there is none, and it may not come later.
    """
    given = (office, document, before, place, stamp, texts, moment)
    try:
        return append_revision(*given, authority), None
    except NoTimestamp as error:
        if not office.upgrade_later:
            raise
        return append_revision(*given), error


def append_revision(
    office: OpenOffice,
    document: Document,
    before: str,
    place: str,
    stamp: Stamp,
    texts: dict[str, str],
    moment: datetime,
    authority: TimestampAuthority | None = None,
) -> bytes:
    """The stored revision `before` with one more, checked before anybody records it.

    Parameters:
        place: where it is signed: “signature”, “seal”, “signature_2”, …
        texts: what the text places say, as far as the plan fills them with this signature.
        authority: gives the signature's timestamp (B-T).

    Raises:
        NotInTurn: others sign or seal before.
        SignatureNotValid: the result does not verify; nothing was recorded.
    """
    base = office.store.get(before)
    step, boxes = planned_step(base, field_name(place)), field_boxes(base)
    lines = submitted_facts(office, document)["lines"]
    fills = {}
    for line, text in texts.items():
        if (field := field_name(line)) in step.fills:
            fills[field] = Fill(text, line_page(text, unpack_line(lines[line]), boxes[field][0]))
    appearance = _appearance(office, document, place, stamp, boxes[step.field], moment)
    signed = append_signature(base, stamp.signer, step, fills, appearance, moment, authority)
    check_appended(office, document, base, signed, complete=False, asked=authority is not None)
    return signed


def _appearance(
    office: OpenOffice,
    document: Document,
    place: str,
    stamp: Stamp,
    box: tuple[float, float],
    moment: datetime,
) -> bytes:
    """How the signature at a place looks: its image, or on a certified copy its words."""
    draft = parse_draft(office, document)
    if draft.copy_of:
        return signature_of_copy(office, draft, place, box, moment)
    return appearance_of(office, stamp, box, moment)


def submitted_facts(office: OpenOffice, document: Document) -> Mapping[str, Any]:
    """What was recorded when the document was submitted."""
    submitted = [e for e in office.ledger.events(document.id) if e.act is Act.SUBMITTED]
    return submitted[-1].data
