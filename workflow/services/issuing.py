"""Issue: the clerk gives the number and puts the seals; the document becomes official."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim
from workflow.model.document import Document
from workflow.model.errors import ConcurrentChange, OutsideTerm, VanbanError
from workflow.model.lifecycle import Act, after
from workflow.model.messages import VIETNAM
from workflow.model.numbering import Series
from workflow.model.parties import Purpose, Role
from workflow.services.covers import cover_facts
from workflow.services.drafting import parse_draft
from workflow.services.levels import authority_for, level_facts, raise_level
from workflow.services.office import OpenOffice, recorded
from workflow.services.publishing import publish
from workflow.services.recipients import standing_recipients
from workflow.services.reconciliation import check_reach
from workflow.services.sealing import Stamps, check_seals, open_seals, seals_wanted
from workflow.services.sealing_attachments import sign_attachments
from workflow.services.signatories import abbreviations, numbered_place
from workflow.services.signing import append_at_level
from workflow.services.stamps import Stamp

_TRIES = 50


def issue(office: OpenOffice, name: str, seal_names: Sequence[str]) -> tuple[Document, Path]:
    """Number, seal and publish; a document issued already is only published again.

    Parameters:
        seal_names: of every organ that seals the document, in any order.

    Raises:
        SealMissing, SealNotWanted: other seals than the document takes.
        RecipientsUnreachable: somebody who was recorded at submission cannot be reached.
        SigningError, WrongState, WrongRole, ConcurrentChange
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    if document.issued:
        return document, publish(office, document)
    after(document.state, Act.ISSUED, document.label)
    check_reach(office, document)
    return issue_with(
        office, document, open_seals(office, check_seals(office, document, seal_names))
    )


def issue_with(office: OpenOffice, document: Document, stamps: Stamps) -> tuple[Document, Path]:
    """Issue with opened seals.

    The number is taken in the commit that records the act: sealing was done with the number that
    would come next, and is done again when somebody else was faster.

    Raises:
        As `issue`.
    """
    for _ in range(_TRIES):
        if document.issued:
            return document, publish(office, document)
        try:
            document = _issue_once(office, document, stamps)
        except ConcurrentChange:
            document = office.ledger.find(document.id)
            continue
        return document, publish(office, document)
    raise ConcurrentChange(document=document.label)


def _issue_once(office: OpenOffice, document: Document, stamps: Stamps) -> Document:
    """One try with the number that is next now.

    Raises:
        ConcurrentChange: somebody else took the number, or changed the document.
        OutsideTerm: the document's date belongs to another term of office.
    """
    after(document.state, Act.ISSUED, document.label)
    organ, kind = office.settings.organ, office.rules.document_type(document.type)
    term, day = office.settings.term, document.signed_on
    assert day is not None
    if not term.holds(day):
        raise OutsideTerm(day=day, term=term.name)
    draft = parse_draft(office, document)
    series = Series(organ.id, kind.series, office.rules.series_period(term.name, day))
    number = office.ledger.next_number(series)
    symbols = (kind.symbol, abbreviations(office, draft), draft.marks.unit)
    official = office.rules.official_number(number, *symbols)
    text = office.rules.number_text(number, *symbols)
    organs = seals_wanted(office, document)
    sealed, why = _sealed(office, document, [stamps[organ] for organ in organs], text)
    issued, why = raise_level(office, document, sealed, why)
    attachments = sign_attachments(office, document, stamps[organs[0]], text)
    recipients = standing_recipients(office, document)
    entry = Entry(
        Act.ISSUED,
        {
            "signed": document.signed,
            "issued": office.store.put(issued),
            "organ": series.organ,
            "type": series.type,
            "term": series.term,
            "number": number,
            "official_number": official,
            "dated": day.isoformat(),
            "subject": f"{kind.title} {document.subject}",
            "signer": document.signer,
            "recipients": "; ".join(draft.recipients),
            "copies": len([r for r in recipients if r.purpose is not Purpose.ARCHIVE]),
            "cover": cover_facts(office, draft),
            "seals": [stamps[organ].name for organ in organs],
            **level_facts(office, document, issued, why),
            **attachments,
        },
    )
    return office.record(document.id, document.version, [entry], claim=Claim(series, number))


def _sealed(
    office: OpenOffice, document: Document, stamps: Sequence[Stamp], number: str
) -> tuple[bytes, VanbanError | None]:
    """The signed file with the seal of every organ, one revision each; and why a seal has no
    timestamp, if it may come later.

    What stands between two seals stays in the store, and nothing refers to it.
    """
    file = recorded(office, document, Act.SIGNED, "signed")
    authority, why = authority_for(office, document), None
    sealed = office.store.get(file)
    for count, stamp in enumerate(stamps, start=1):
        place = numbered_place("seal", count)
        moment = office.clock().astimezone(VIETNAM).replace(microsecond=0)
        texts = {"number": number}
        sealed, lacking = append_at_level(
            office, document, file, place, stamp, texts, moment, authority
        )
        why = why or lacking
        file = office.store.put(sealed)
    return sealed, why
