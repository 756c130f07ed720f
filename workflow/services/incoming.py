"""What becomes of an incoming document: the acts of the clerk and of those who deal with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workflow.ledger.journal import Entry
from workflow.ledger.ledger import Claim
from workflow.model.errors import ConcurrentChange, NotAcceptable, NothingAsked, ReasonMissing
from workflow.model.exchange import LONGEST_REASON, NEED_A_REASON, STATUS_NAMES, MessageKind
from workflow.model.incoming import TOLD, IncomingDocument, IncomingState, after
from workflow.model.lifecycle import Act
from workflow.model.messages import message
from workflow.model.numbering import INCOMING_SERIES, Series
from workflow.model.parties import Role
from workflow.model.vietnamese import nfc, squeeze
from workflow.services.office import OpenOffice

_TRIES = 50


def assign(office: OpenOffice, name: str, to: str, due: date | None = None) -> IncomingDocument:
    """Hand a document to a person or a unit (the sender is told: 04).

    Parameters:
        due: when it is to be dealt with; None leaves what the sender wants.
    """
    facts = {"to": squeeze(nfc(to)), "due": due.isoformat() if due else ""}
    return _told(office, name, Act.INCOMING_ASSIGNED, facts | {"staff": facts["to"]})


def process(office: OpenOffice, name: str) -> IncomingDocument:
    """Work on it has begun (05)."""
    return _told(office, name, Act.INCOMING_PROCESSED, {})


def finish(office: OpenOffice, name: str) -> IncomingDocument:
    """It is dealt with (06)."""
    return _told(office, name, Act.INCOMING_FINISHED, {})


def accept(office: OpenOffice, name: str, note: str = "") -> IncomingDocument:
    """Register what was left for a person to look at, or was refused by mistake (03).

    Parameters:
        note: why, for the register.

    Raises:
        NotAcceptable: the program refused it, for what is wrong with it.
    """
    office.require(Role.CLERK)

    def entries(found: IncomingDocument) -> tuple[list[Entry], Claim]:
        refused = office.ledger.events(found.id, Act.INCOMING_REFUSED)
        if any(event.data.get("wrong") for event in refused):
            raise NotAcceptable(document=found.label, reason=found.reason)
        claim = next_claim(office)
        return [registration(claim, found.delivery, squeeze(nfc(note)))], claim

    return record_again(office, name, entries)


def refuse(office: OpenOffice, name: str, reason: str) -> IncomingDocument:
    """Do not take a document that was left for a person to look at (02)."""
    return _told(office, name, Act.INCOMING_REFUSED, {"reason": reason})


def give_back(office: OpenOffice, name: str) -> IncomingDocument:
    """Agree to a recall: the document is no longer in force here (15).

    Raises:
        NothingAsked: the sender did not recall it.
    """
    return _answered(office, name, Act.INCOMING_RETURNED, MessageKind.RECALL, "")


def agree(office: OpenOffice, name: str) -> IncomingDocument:
    """Agree to an update (15).

    Raises:
        NothingAsked: the sender did not ask for one.
    """
    return _answered(office, name, Act.INCOMING_AGREED, MessageKind.UPDATE, "")


def keep(office: OpenOffice, name: str, reason: str) -> IncomingDocument:
    """Decline a recall or an update (16).

    Raises:
        NothingAsked: the sender asked for nothing.
    """
    return _answered(office, name, Act.INCOMING_KEPT, None, reason)


def next_claim(office: OpenOffice) -> Claim:
    """The next incoming number: one series a calendar year (NĐ30 Điều 22)."""
    series = Series(office.settings.organ.id, INCOMING_SERIES, str(office.today.year))
    return Claim(series, office.ledger.next_number(series))


def registration(claim: Claim, delivery: str, note: str = "") -> Entry:
    status = TOLD[Act.INCOMING_REGISTERED].value
    facts = {"number": claim.number, "year": claim.series.term, "note": note}
    return Entry(Act.INCOMING_REGISTERED, facts | {"delivery": delivery, "status": status})


def record_again(
    office: OpenOffice,
    name: str,
    entries: Callable[[IncomingDocument], tuple[list[Entry], Claim | None]],
) -> IncomingDocument:
    """Record what follows from a document as it stands; look again if somebody was faster."""
    for _ in range(_TRIES):
        found = office.ledger.find_incoming(name)
        wanted, claim = entries(found)
        if not wanted:
            return found
        # Before the number is taken: what is not possible is told as that.
        after(found.state, wanted[0].act, found.label)
        try:
            office.ledger.record(
                found.id, found.version, wanted,
                at=office.clock(), actor=office.person.id, claim=claim,
            )  # fmt: skip
        except ConcurrentChange:
            continue
        return office.ledger.find_incoming(found.id)
    raise ConcurrentChange(document=name)


def _told(office: OpenOffice, name: str, act: Act, facts: Mapping[str, Any]) -> IncomingDocument:
    """Record an act of which the sender of the document is told."""
    return _recorded(office, name, act, lambda found: {"delivery": found.delivery, **facts})


def _answered(
    office: OpenOffice, name: str, act: Act, asked: MessageKind | None, reason: str
) -> IncomingDocument:
    """Record the answer to what the sender asked."""

    def facts(found: IncomingDocument) -> dict[str, Any]:
        if found.state is not IncomingState.RETURNED and (
            not found.asked or (asked and found.asked != asked.value)
        ):
            raise NothingAsked(document=found.label)
        told = {"delivery": found.asked_delivery, "reason": reason}
        return told | _agreed_due(office, found) if act is Act.INCOMING_AGREED else told

    return _recorded(office, name, act, facts)


def _agreed_due(office: OpenOffice, found: IncomingDocument) -> dict[str, Any]:
    """The day by which the sender wants it dealt with now, where the update names one."""
    asked = office.ledger.events(found.id, Act.INCOMING_ASKED, naming=found.asked_delivery)
    due = asked[-1].data.get("due", "") if asked else ""
    return {"due": due} if due else {}


def _recorded(
    office: OpenOffice,
    name: str,
    act: Act,
    facts: Callable[[IncomingDocument], dict[str, Any]],
) -> IncomingDocument:
    """Record one act, with facts that follow from the document as it stands.

    Raises:
        ReasonMissing: its sender would be told no reason where one is needed.
    """
    office.require(Role.CLERK)
    status = TOLD[act]

    def entries(found: IncomingDocument) -> tuple[list[Entry], None]:
        told = facts(found)
        if "reason" in told:
            told["reason"] = squeeze(nfc(told["reason"]))[:LONGEST_REASON]
            if status in NEED_A_REASON and not told["reason"]:
                raise ReasonMissing(status=message(STATUS_NAMES[status]))
        return [Entry(act, told | {"status": status.value})], None

    return record_again(office, name, entries)
