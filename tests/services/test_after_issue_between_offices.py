"""Recall, replace and update from one office to another and back, over real files."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import CLERK
from tests.services.stages import Standing, conclusion, take_on
from tests.services.two_offices import BODY, TwoOffices, closed
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.exchange import MessageKind
from workflow.model.incoming import IncomingState
from workflow.services import incoming
from workflow.services.distribution import distribute
from workflow.services.recalling import recall
from workflow.services.replacing import replace
from workflow.services.tracking import track
from workflow.services.updating import update

pytestmark = pytest.mark.slow

NUMBER, WHY = "01-KL/TU", "có sai sót"


def send(two: TwoOffices, id: str = "") -> None:
    closed(two.sending(), lambda office: list(distribute(office, id or two.sender.id)))


def told(two: TwoOffices, kind: MessageKind, id: str = "") -> Delivery:
    """The delivery of a kind to the receiver, as the sender knows it."""
    found: list[Delivery] = closed(
        two.sending(), lambda office: office.ledger.deliveries(id or two.sender.id)
    )
    return next(d for d in found if d.body == BODY and d.kind is kind)


def holding(two: TwoOffices) -> set[str]:
    found = closed(two.sending(), lambda office: track(office, two.sender.id).holding)
    return {held.body for held in found}


def test_a_recall_is_agreed_to_by_the_other_office(two: TwoOffices) -> None:
    two.collected()
    two.answers_collected()
    closed(two.sending(), lambda office: recall(office, two.sender.id, WHY))
    send(two)
    two.collected()
    closed(two.receiving(), lambda office: incoming.give_back(office, NUMBER))
    two.collected()
    two.answers_collected()
    assert told(two, MessageKind.RECALL).state is DeliveryState.AGREED
    assert told(two, MessageKind.NEW).state is DeliveryState.ACCEPTED
    assert BODY not in holding(two)
    assert two.incoming()[0].state is IncomingState.RETURNED


@pytest.mark.thorough
def test_a_recall_that_is_declined_waits_for_a_person(two: TwoOffices) -> None:
    two.collected()
    closed(two.sending(), lambda office: recall(office, two.sender.id, WHY))
    send(two)
    two.collected()
    closed(two.receiving(), lambda office: incoming.keep(office, NUMBER, "đã thực hiện"))
    two.collected()
    two.answers_collected()
    declined = told(two, MessageKind.RECALL)
    assert (declined.state, declined.reason) == (DeliveryState.DECLINED, "đã thực hiện")
    assert declined.waits_for_a_person
    assert BODY in holding(two)


@pytest.mark.thorough
def test_an_update_is_agreed_to(two: TwoOffices) -> None:
    two.collected()
    day = date(2026, 12, 31)
    closed(two.sending(), lambda office: update(office, two.sender.id, WHY, due=day))
    send(two)
    two.collected()
    closed(two.receiving(), lambda office: incoming.agree(office, NUMBER))
    two.collected()
    two.answers_collected()
    assert told(two, MessageKind.UPDATE).state is DeliveryState.AGREED


@pytest.mark.thorough
def test_a_replacement_is_registered_in_the_place_of_the_old_document(two: TwoOffices) -> None:
    two.collected()
    new = Standing(
        two.sender.directory, two.sender.draft(conclusion("về việc đã sửa")).id, two.clock
    )
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(new, stage)
    closed(two.sending(CLERK), lambda office: replace(office, two.sender.id, new.id, WHY))
    send(two, new.id)
    assert BODY in holding(two)
    two.collected()
    two.answers_collected()
    assert told(two, MessageKind.REPLACE, new.id).state is DeliveryState.ACCEPTED
    assert BODY not in holding(two)
    states = {each.official_number: each.state for each in two.incoming()}
    assert states[NUMBER] is IncomingState.SUPERSEDED
    assert states["02-KL/TU"] is IncomingState.REGISTERED
