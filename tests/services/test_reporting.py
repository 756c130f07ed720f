"""Reports: plain facts, in whose figures nothing is guessed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import CLERK
from tests.services.stages import BODIES, At, Standing
from workflow.model.delivery import DeliveryState
from workflow.model.errors import NothingToReport
from workflow.model.exchange import Status
from workflow.model.messages import VIETNAM
from workflow.services.acknowledgement import Word, acknowledge
from workflow.services.reporting import Report, report_document, report_month

pytestmark = pytest.mark.slow


def says(standing: Standing, body: str, hours: float, status: Status = Status.ACCEPTED) -> None:
    """The body says something some hours after it was sent the document."""
    office = standing.acting(CLERK)
    sent = next(d.sent_at for d in office.ledger.deliveries(standing.id) if d.body == body)
    assert sent is not None
    word = Word(status, sent + timedelta(hours=hours), reason="không phải của chúng tôi")
    acknowledge(office, standing.id, body, word)
    office.close()


def reported(standing: Standing) -> Report:
    return report_document(standing.acting(), standing.id)


def month_of(standing: Standing) -> datetime:
    return standing.clock.now.astimezone(VIETNAM).replace(day=1, hour=0, minute=0)


def test_times_are_counted_from_sending_to_registering(at: At) -> None:
    standing = at("distributed")
    for body, hours in zip(BODIES, (1, 2, 30), strict=False):
        says(standing, body, hours)
    report = reported(standing)
    assert report.times.count == 3
    assert report.times.median == timedelta(hours=2)
    assert report.times.slowest_tenth == timedelta(hours=2 + 28 * 0.8)
    assert [each.took for each in report.deliveries] == [
        timedelta(hours=1), timedelta(hours=2), timedelta(hours=30), None,
    ]  # fmt: skip


def test_whoever_takes_longer_than_nine_in_ten_is_slow(at: At) -> None:
    standing = at("distributed")
    for body, hours in zip(BODIES, (1, 2, 30), strict=False):
        says(standing, body, hours)
    assert [each.body for each in reported(standing).slow] == [BODIES[2]]
    standing.clock.now += timedelta(days=40)
    report = reported(standing)
    assert [each.body for each in report.slow] == [BODIES[3], BODIES[2]]
    waiting = report.slow[0].waiting
    assert waiting is not None
    assert timedelta(days=40) <= waiting < timedelta(days=41)


def test_nobody_is_slow_before_anybody_has_answered(at: At) -> None:
    report = reported(at("distributed"))
    assert report.times.median is None
    assert report.slow == ()
    assert report.totals.by_state == {DeliveryState.SENT: 4}


def test_a_refusal_is_no_time_but_something_to_look_at(at: At) -> None:
    standing = at("distributed")
    says(standing, BODIES[0], 1, Status.REFUSED)
    report = reported(standing)
    assert report.times.count == 0
    assert [each.delivery.body for each in report.failed] == [BODIES[0]]


def test_a_month_holds_what_was_issued_in_it_in_vietnam(at: At) -> None:
    standing = at("distributed")
    month = month_of(standing)
    report = report_month(standing.acting(), month)
    assert [each.document.id for each in report.documents] == [standing.id]
    assert len(report.deliveries) == 4
    with pytest.raises(NothingToReport, match="2019"):
        report_month(standing.acting(), month.replace(year=2019))


def test_there_is_nothing_to_report_of_a_draft(at: At) -> None:
    with pytest.raises(NothingToReport):
        reported(at("drafted"))
