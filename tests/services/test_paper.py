"""Paper: a copy lies with the clerk until it is ticked off, and is not announced twice."""

from __future__ import annotations

import pytest

from tests.conftest import CLERK, DRAFTER
from tests.services.stages import At, Standing
from workflow.model.delivery import DeliveryState
from workflow.model.errors import NotOnPaper, NotYetSent, WrongRole
from workflow.model.exchange import Status
from workflow.model.lifecycle import Act, State
from workflow.services import acknowledgement, distribution
from workflow.services.acknowledgement import Word, hand_over

pytestmark = pytest.mark.slow

ON_PAPER, BY_FOLDER = "ban-bi-thu", "bi-thu-tinh-uy"


@pytest.fixture
def standing(at: At) -> Standing:
    """An issued document, one of whose bodies is reached on paper only."""
    standing = at("issued")
    put_on_paper(standing, ON_PAPER)
    return standing


def put_on_paper(standing: Standing, *bodies: str) -> None:
    settings = standing.directory / "office.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[channels.giay]\nkind = "paper"\n',
        "utf-8",
    )
    directory = standing.directory / "recipients" / "bodies.toml"
    text = directory.read_text("utf-8")
    for body in bodies:
        text = text.replace(f"[bodies.{body}]", f'[bodies.{body}]\nchannel = "giay"')
    directory.write_text(text, "utf-8")


def distribute(standing: Standing) -> list[distribution.Attempt]:
    return list(distribution.distribute(standing.acting(CLERK), standing.id))


def state_of(standing: Standing, body: str) -> DeliveryState:
    deliveries = standing.acting().ledger.deliveries(standing.id)
    return next(d.state for d in deliveries if d.body == body)


def test_a_copy_on_paper_lies_with_the_clerk(standing: Standing) -> None:
    attempts = distribute(standing)
    assert {a.delivery.body for a in attempts if a.by_hand} == {ON_PAPER}
    assert state_of(standing, ON_PAPER) is DeliveryState.SENDING
    assert state_of(standing, BY_FOLDER) is DeliveryState.SENT
    assert standing.document().state is State.DISTRIBUTING


def test_what_lies_with_the_clerk_is_not_announced_again(standing: Standing) -> None:
    distribute(standing)
    before = len(standing.events())
    (again,) = distribute(standing)
    assert again.by_hand
    assert again.delivery.body == ON_PAPER
    assert len(standing.events()) == before


def test_the_last_copy_handed_over_ends_the_distribution(standing: Standing) -> None:
    distribute(standing)
    document, delivery = hand_over(standing.acting(CLERK), standing.id, ON_PAPER, "Bưu điện tỉnh")
    assert document.state is State.DISTRIBUTED
    assert delivery.state is DeliveryState.SENT
    assert delivery.sent_at is not None
    assert standing.events(Act.DELIVERY_SENT)[-1].data["by"] == "Bưu điện tỉnh"


def test_handing_over_twice_is_recorded_once(standing: Standing) -> None:
    distribute(standing)
    for _ in range(2):
        hand_over(standing.acting(CLERK), standing.id, ON_PAPER)
    sent = [e for e in standing.events(Act.DELIVERY_SENT) if e.data["body"] == ON_PAPER]
    assert len(sent) == 1


def test_a_signature_in_the_book_says_that_it_was_handed_over_too(standing: Standing) -> None:
    distribute(standing)
    office = standing.acting(CLERK)
    word = Word(Status.ACCEPTED, office.clock(), "Lê Văn Thư")
    document, delivery = acknowledgement.acknowledge(office, standing.id, ON_PAPER, word)
    assert delivery.state is DeliveryState.ACCEPTED
    assert delivery.sent_at is not None
    assert document.state is State.DISTRIBUTED


def test_only_paper_is_handed_over(standing: Standing) -> None:
    distribute(standing)
    with pytest.raises(NotOnPaper, match="folder"):
        hand_over(standing.acting(CLERK), standing.id, BY_FOLDER)


def test_nothing_is_handed_over_before_it_is_made_ready(standing: Standing) -> None:
    with pytest.raises(NotYetSent):
        hand_over(standing.acting(CLERK), standing.id, ON_PAPER)


@pytest.mark.thorough
def test_only_the_clerk_hands_over(standing: Standing) -> None:
    distribute(standing)
    with pytest.raises(WrongRole):
        hand_over(standing.acting(DRAFTER), standing.id, ON_PAPER)
