"""What a document prints as its recipients, held against what will really be sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.dispatch.resolution import resolve
from workflow.model.document import Document, Draft
from workflow.model.errors import Problem, RecipientsUnreachable
from workflow.model.messages import Message
from workflow.model.parties import Purpose, Recipient, Unresolved
from workflow.rules.restrictions import Restrictions
from workflow.services.drafting import parse_draft
from workflow.services.office import OpenOffice
from workflow.services.recipient_ways import reach_trouble, way_to
from workflow.services.recipients import (
    is_on_paper,
    planned_recipients,
    resolve_lines,
    standing_recipient,
    unresolved_problem,
)
from workflow.services.restrictions import asked_by


@dataclass(frozen=True)
class PrintedLine:
    """A line of the Nơi nhận, counted from 1, and the names of those it stands for.

    A body that several lines name stands at the first of them only. `read` is whether all of the
    line stands for somebody.
    """

    number: int
    printed: str
    purpose: Purpose | None
    names: tuple[str, ...]
    read: bool = True


@dataclass(frozen=True)
class Sending:
    """One copy that will be sent.

    `recorded_as` names the body that was recorded at submission, where another stands for it now.
    `trouble` is why it cannot be sent.
    """

    line: int
    body: str
    name: str
    person: str
    purpose: Purpose
    channel: str
    address: str
    electronic: bool
    recorded_as: str = ""
    trouble: Message | None = None


@dataclass(frozen=True)
class Reconciliation:
    """
    Attributes:
        day: as of which the lines are read.
        recorded: whether the recipients are those recorded at submission, or only read now.
        archive: who keeps copies here.
        added: who would be read now, but was not recorded at submission: gets no copy.
        dropped: who was recorded, and would not be read now: gets a copy.
        only_addressed: who is in the Kính gửi, but gets no copy.
        only_listed: who gets a copy and is not in the Kính gửi, where there is one.
        unnamed: words that name nobody in particular.
        unread: lines that stand for nobody now.
    """

    document: Document
    day: date
    recorded: bool
    lines: tuple[PrintedLine, ...]
    sendings: tuple[Sending, ...]
    archive: tuple[Recipient, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    only_addressed: tuple[str, ...]
    only_listed: tuple[str, ...]
    unnamed: tuple[str, ...]
    unread: tuple[Problem, ...]

    @property
    def electronic_copies(self) -> int:
        return sum(sending.electronic for sending in self.sendings)

    @property
    def paper_copies(self) -> int:
        return len(self.sendings) - self.electronic_copies

    @property
    def archive_copies(self) -> int:
        return sum(recipient.copies for recipient in self.archive)

    @property
    def troubles(self) -> tuple[Sending, ...]:
        return tuple(sending for sending in self.sendings if sending.trouble)


def reconcile(office: OpenOffice, name: str) -> Reconciliation:
    """
    Raises:
        UnknownDocument, AmbiguousDocument
        DraftError: its text cannot be read.
    """
    document = office.ledger.find(name)
    draft = parse_draft(office, document)
    day = document.signed_on or office.today
    resolution = resolve_lines(office, draft, day)
    planned = planned_recipients(office, document)
    recipients = planned or list(resolution.recipients)
    sendings = _sendings(office, recipients, asked_by(draft.marks))
    added, dropped = _differences(office, planned, resolution.recipients, day)
    only_addressed, only_listed = _against_addressees(office, draft, sendings, day)
    return Reconciliation(
        document,
        day,
        bool(planned),
        tuple(_lines(draft, recipients, () if planned else resolution.unresolved)),
        tuple(sendings),
        tuple(r for r in recipients if r.purpose is Purpose.ARCHIVE),
        added,
        dropped,
        only_addressed,
        only_listed,
        resolution.unnamed,
        tuple(unresolved_problem(lost) for lost in resolution.unresolved),
    )


def check_reach(office: OpenOffice, document: Document) -> None:
    """Whether everybody recorded at submission can be reached by a way that the document's marks
    allow; a copy on paper goes by hand.

    Raises:
        RecipientsUnreachable: with everybody who cannot.
    """
    if is_on_paper(office, document):
        return
    asked = asked_by(parse_draft(office, document).marks)
    sendings = _sendings(office, planned_recipients(office, document), asked)
    problems = [Problem(s.name, s.trouble) for s in sendings if s.trouble]
    if problems:
        raise RecipientsUnreachable(problems=problems, document=document.short_id)


def _lines(
    draft: Draft, recipients: Iterable[Recipient], unresolved: Iterable[Unresolved]
) -> Iterable[PrintedLine]:
    lost = {part.line for part in unresolved}
    by_line: dict[int, list[Recipient]] = {}
    for recipient in recipients:
        by_line.setdefault(recipient.line, []).append(recipient)
    for number, printed in enumerate(draft.recipients, start=1):
        found = by_line.get(number, [])
        purpose = found[0].purpose if found else None
        yield PrintedLine(
            number, printed, purpose, tuple(r.name for r in found), number not in lost
        )


def _sendings(
    office: OpenOffice, recipients: Iterable[Recipient], asked: Restrictions
) -> list[Sending]:
    """One for each body that gets a copy, by the way that would be taken today."""
    found: dict[str, Sending] = {}
    kinds = office.channel_kinds
    for recipient in recipients:
        if recipient.purpose is Purpose.ARCHIVE:
            continue
        standing = standing_recipient(office, recipient)
        way = way_to(office, standing, asked)
        found.setdefault(
            standing.body,
            Sending(
                recipient.line,
                standing.body,
                standing.name,
                recipient.person,
                recipient.purpose,
                way.channel,
                way.address,
                way.channel not in kinds or kinds[way.channel].electronic,
                recipient.name if standing.body != recipient.body else "",
                reach_trouble(office, standing, asked),
            ),
        )
    return list(found.values())


def _differences(
    office: OpenOffice, planned: list[Recipient], now: Iterable[Recipient], day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whom the directory of today would add to the recorded recipients, and whom it would drop."""
    if not planned:
        return (), ()
    directory = office.recipients
    recorded: dict[str, str] = {}
    for recipient in planned:
        if recipient.purpose is not Purpose.ARCHIVE:
            known = recipient.body in directory.bodies
            standing = directory.standing(recipient.body, day) if known else None
            recorded[standing.id if standing else recipient.body] = recipient.name
    read = {r.body: r.name for r in now if r.purpose is not Purpose.ARCHIVE}
    added = tuple(name for body, name in read.items() if body not in recorded)
    return added, tuple(name for body, name in recorded.items() if body not in read)


def _against_addressees(
    office: OpenOffice, draft: Draft, sendings: Iterable[Sending], day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is addressed without getting a copy, and the other way round."""
    if not draft.addressees:
        return (), ()
    resolution = resolve(draft.addressees, office.recipients, day)
    addressed = {standing_recipient(office, r).body: r.name for r in resolution.recipients}
    listed = {sending.body: sending.name for sending in sendings}
    unknown = tuple(lost.part for lost in resolution.unresolved)
    only_addressed = tuple(name for body, name in addressed.items() if body not in listed)
    only_listed = tuple(name for body, name in listed.items() if body not in addressed)
    return only_addressed + unknown, only_listed
