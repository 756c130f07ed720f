"""Report: the plain facts of who has one document, or those of a month, and how long it took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from workflow.model.delivery import ACKNOWLEDGED, ANSWERED, Delivery, DeliveryState, Totals, totals
from workflow.model.document import Document
from workflow.model.errors import NothingToReport
from workflow.model.lifecycle import NO_LONGER_IN_FORCE
from workflow.model.messages import VIETNAM
from workflow.services.office import OpenOffice
from workflow.services.tracking import Tracking, track

_A_TENTH = 10  # as many parts are made of the times
_OUT = frozenset({DeliveryState.SENT, DeliveryState.ARRIVED}) | ACKNOWLEDGED


@dataclass(frozen=True)
class Times:
    """From sending to the body's word that it has registered the document.

    `slowest_tenth`: one in ten took longer; None as long as nothing was acknowledged.
    """

    count: int
    median: timedelta | None
    slowest_tenth: timedelta | None


@dataclass(frozen=True)
class BodyFacts:
    """One body over all documents of the report. `waiting` is how long it has had the one that it
    has had longest without a word; None: it owes none."""

    body: str
    name: str
    totals: Totals
    acknowledged: int
    times: Times
    waiting: timedelta | None
    slow: bool


@dataclass(frozen=True)
class DeliveryFacts:
    """A delivery with the document that it brings; `took` until it was acknowledged, `waiting`
    since it was sent where nothing was said yet."""

    document: Document
    delivery: Delivery
    due: datetime | None
    took: timedelta | None
    waiting: timedelta | None


@dataclass(frozen=True)
class Withdrawn:
    """A document that is no longer in force; `holders` are the names of the bodies that were sent
    it and have not answered the recall or taken the replacement."""

    document: Document
    holders: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """`month` is its first day in Vietnam, None in the report of one document. `made_at` is UTC."""

    organ: str
    made_at: datetime
    month: datetime | None
    documents: tuple[Tracking, ...]
    deliveries: tuple[DeliveryFacts, ...]
    totals: Totals
    times: Times
    bodies: tuple[BodyFacts, ...]
    withdrawn: tuple[Withdrawn, ...]

    @property
    def slow(self) -> tuple[BodyFacts, ...]:
        return tuple(each for each in self.bodies if each.slow)

    @property
    def overdue(self) -> tuple[DeliveryFacts, ...]:
        return tuple(each for each in self.deliveries if each.due is not None)

    @property
    def failed(self) -> tuple[DeliveryFacts, ...]:
        """Those that a person must look at, or that are tried again."""
        wrong = (DeliveryState.FAILED, DeliveryState.REFUSED, DeliveryState.DECLINED)
        return tuple(each for each in self.deliveries if each.delivery.state in wrong)


def report_document(office: OpenOffice, name: str) -> Report:
    """
    Raises:
        UnknownDocument, AmbiguousDocument
        NothingToReport: it is not issued.
    """
    found = track(office, name)
    if not found.document.issued:
        raise NothingToReport(what=found.document.label)
    return _report(office, [found], None)


def report_month(office: OpenOffice, month: datetime) -> Report:
    """The documents issued in a month.

    Parameters:
        month: its first moment in Vietnam.

    Raises:
        NothingToReport: none was issued.
    """
    wanted = (month.year, month.month)
    found = []
    for line in sorted(office.ledger.register_lines(), key=lambda line: line.issued_at):
        issued = line.issued_at.astimezone(VIETNAM)
        if (issued.year, issued.month) == wanted:
            found.append(track(office, line.document))
    if not found:
        raise NothingToReport(what=f"{month:%m/%Y}")
    return _report(office, found, month)


def _report(office: OpenOffice, documents: Sequence[Tracking], month: datetime | None) -> Report:
    now = office.clock()
    deliveries = tuple(
        _delivery(tracking, delivery, now)
        for tracking in documents
        for delivery in tracking.deliveries
    )
    times = _times(deliveries)
    return Report(
        organ=office.settings.organ.name,
        made_at=now,
        month=month,
        documents=tuple(documents),
        deliveries=deliveries,
        totals=totals(each.delivery for each in deliveries),
        times=times,
        bodies=_bodies(deliveries, times),
        withdrawn=tuple(
            Withdrawn(each.document, tuple(held.name for held in each.holding))
            for each in documents
            if each.document.state in NO_LONGER_IN_FORCE
        ),
    )


def _delivery(tracking: Tracking, delivery: Delivery, now: datetime) -> DeliveryFacts:
    sent, acknowledged = delivery.sent_at, delivery.acknowledged_at
    took = waiting = None
    if not delivery.kind.brings_a_file:
        pass  # a recall is answered, not registered
    elif sent and acknowledged:
        took = max(acknowledged - sent, timedelta())  # a person may have noted an earlier time
    elif sent and delivery.state not in ANSWERED:
        waiting = now - sent
    due = tracking.overdue.get(delivery.id)
    return DeliveryFacts(tracking.document, delivery, due, took, waiting)


def _times(deliveries: Iterable[DeliveryFacts]) -> Times:
    took = [each.took for each in deliveries if each.took is not None]
    if not took:
        return Times(0, None, None)
    seconds = [each.total_seconds() for each in took]
    last_tenth = quantiles(seconds, n=_A_TENTH, method="inclusive")[-1] if took[1:] else seconds[0]
    return Times(len(took), timedelta(seconds=median(seconds)), timedelta(seconds=last_tenth))


def _bodies(deliveries: Sequence[DeliveryFacts], all_times: Times) -> tuple[BodyFacts, ...]:
    """In the order of how long they make others wait, the slowest first."""
    by_body: Mapping[str, list[DeliveryFacts]] = defaultdict(list)
    for each in deliveries:
        by_body[each.delivery.body].append(each)
    found = [_body(body, theirs, all_times) for body, theirs in by_body.items()]
    return tuple(sorted(found, key=_slowness, reverse=True))


def _body(body: str, theirs: Sequence[DeliveryFacts], all_times: Times) -> BodyFacts:
    times = _times(theirs)
    waiting = max((each.waiting for each in theirs if each.waiting is not None), default=None)
    longest = max(filter(None, (times.median, waiting)), default=timedelta())
    bound = all_times.slowest_tenth
    overdue = any(each.due for each in theirs if each.delivery.state in _OUT)
    return BodyFacts(
        body=body,
        name=theirs[-1].delivery.name,
        totals=totals(each.delivery for each in theirs),
        acknowledged=sum(each.delivery.state in ACKNOWLEDGED for each in theirs),
        times=times,
        waiting=waiting,
        slow=overdue or (bound is not None and longest > bound),
    )


def _slowness(facts: BodyFacts) -> tuple[bool, timedelta, timedelta]:
    return facts.slow, facts.waiting or timedelta(), facts.times.median or timedelta()
