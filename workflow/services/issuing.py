"""Issue: the clerk gives the number and puts the seal; the document becomes official (R2)."""

from __future__ import annotations

from pathlib import Path

from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim
from workflow.model.document import Document
from workflow.model.errors import ConcurrentChange, NotTheKeyHolder, OutsideTerm
from workflow.model.lifecycle import Act, after
from workflow.model.messages import VIETNAM
from workflow.model.numbering import Series
from workflow.model.office import ORGAN_HOLDER
from workflow.model.parties import Purpose, Role
from workflow.services.drafting import parse_draft
from workflow.services.office import OpenOffice, recorded
from workflow.services.publishing import publish
from workflow.services.recipients import planned_recipients
from workflow.services.signing import Stamp, append_revision, ready_stamp

_TRIES = 50


def issue(office: OpenOffice, name: str, seal_name: str) -> tuple[Document, Path]:
    """Number, seal and publish; a document issued already is only published again.

    The number is taken in the commit that records the act: sealing was done with the number that
    would come next, and is done again when somebody else was faster.

    Raises:
        SigningError, WrongState, WrongRole, ConcurrentChange
    """
    office.require(Role.CLERK)
    document = office.ledger.find(name)
    if document.issued:
        return document, publish(office, document)
    after(document.state, Act.ISSUED, document.label)
    stamp = _organ_stamp(office, seal_name)
    for _ in range(_TRIES):
        try:
            document = _issue_once(office, document, seal_name, stamp)
        except ConcurrentChange:
            document = office.ledger.find(document.id)
            if not document.issued:
                continue
        return document, publish(office, document)
    raise ConcurrentChange(document=document.label)


def _organ_stamp(office: OpenOffice, seal_name: str) -> Stamp:
    seal = office.settings.seal(seal_name)
    key = office.settings.key(seal.key)
    if key.holder != ORGAN_HOLDER:
        holder = office.settings.person(key.holder).name
        raise NotTheKeyHolder(key=key.id, holder=holder, person=office.settings.organ.name)
    return ready_stamp(office, key, seal.image)


def _issue_once(office: OpenOffice, document: Document, seal: str, stamp: Stamp) -> Document:
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
    # A công văn of the State has no symbol of its type, and yet a series of its own.
    series = Series(organ.id, kind.symbol or kind.id, office.rules.series_period(term.name, day))
    number = office.ledger.next_number(series)
    symbols = (kind.symbol, organ.abbreviation, draft.marks.unit)
    official = office.rules.official_number(number, *symbols)
    text = office.rules.number_text(number, *symbols)
    moment = office.clock().astimezone(VIETNAM).replace(microsecond=0)
    signed = recorded(office, document, Act.SIGNED, "signed")
    sealed = append_revision(office, document, signed, "seal", stamp, {"number": text}, moment)
    recipients = planned_recipients(office, document)
    entry = Entry(
        Act.ISSUED,
        {
            "signed": document.signed,
            "issued": office.store.put(sealed),
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
            "seal": seal,
        },
    )
    return office.record(document.id, document.version, [entry], claim=Claim(series, number))
