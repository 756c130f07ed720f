"""Which delivery is late, and since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.model.test_delivery import delivery
from workflow.model.delivery import (
    ANSWERED,
    OUTSTANDING,
    Delivery,
    DeliveryState,
)
from workflow.model.exchange import MessageKind
from workflow.model.overdue import LATENESS_NAMES, Lateness, lateness

NOON = datetime(2026, 11, 27, 5, tzinfo=UTC)
EVENING = NOON + timedelta(hours=12)


def judged(
    given: Delivery, now: datetime, in_force: bool = True
) -> tuple[Lateness, datetime] | None:
    """To be sent by noon, answered by the evening."""
    return lateness(
        given, in_force=in_force, send_by=lambda _: NOON, answer_by=lambda _: EVENING, now=now
    )


@pytest.mark.parametrize("state", sorted(OUTSTANDING))
def test_what_is_not_sent_is_late_after_its_time_and_not_at_it(state: DeliveryState) -> None:
    given = replace(delivery(state), next_attempt_at=NOON)
    assert judged(given, NOON) is None
    assert judged(given, NOON + timedelta(seconds=1)) == (Lateness.NOT_SENT, NOON)


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.ARRIVED])
def test_what_is_not_answered_is_late_after_its_time(state: DeliveryState) -> None:
    assert judged(delivery(state), EVENING) is None
    late = judged(delivery(state), EVENING + timedelta(seconds=1))
    assert late == (Lateness.NOT_ANSWERED, EVENING)


@pytest.mark.parametrize("state", sorted(ANSWERED))
def test_what_is_answered_is_never_late(state: DeliveryState) -> None:
    assert judged(delivery(state), EVENING + timedelta(days=99)) is None


@pytest.mark.parametrize("state", [DeliveryState.REFUSED, DeliveryState.DECLINED])
def test_what_waits_for_a_person_is_late_from_when_it_came_to_that(state: DeliveryState) -> None:
    given = replace(delivery(state), answered_at=NOON - timedelta(hours=1))
    assert judged(given, NOON) == (Lateness.TO_DECIDE, NOON - timedelta(hours=1))


def test_what_failed_for_good_waits_for_a_person() -> None:
    assert judged(delivery(DeliveryState.FAILED), NOON) == (Lateness.TO_DECIDE, NOON)


@pytest.mark.parametrize("state", DeliveryState)
def test_of_a_withdrawn_document_only_the_recall_is_waited_for(state: DeliveryState) -> None:
    much_later = EVENING + timedelta(days=9)
    given = delivery(state)
    assert judged(given, much_later, in_force=False) is None
    asked = replace(given, kind=MessageKind.RECALL)
    assert judged(asked, much_later, in_force=False) == judged(asked, much_later)


def test_every_lateness_has_a_name() -> None:
    assert set(LATENESS_NAMES) == set(Lateness)
