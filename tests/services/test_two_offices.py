"""Two offices talk to each other from end to end: by folder, by mail, by the exchange axis."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CLERK
from tests.mail_server import PASSWORD, MailHost
from tests.services.stages import At, Standing
from tests.services.two_offices import BODY, SENDER_BODY
from workflow.model.delivery import DeliveryState
from workflow.model.incoming import IncomingState
from workflow.model.lifecycle import Act
from workflow.services import incoming
from workflow.services.collecting import Outcome, collect
from workflow.services.distribution import distribute
from workflow.services.history import verify_journal
from workflow.services.office import OpenOffice, open_office
from workflow.services.receipts import answer

pytestmark = pytest.mark.slow

ENVIRONMENT = {"MAIL_PASSWORD": PASSWORD}
SENDER_MAIL, RECEIVER_MAIL = "van-thu@tinh-uy.test", "van-thu@vptw.test"


def settings_text(id: str, kind: str, settings: Mapping[str, Any]) -> str:
    """A table of office.toml; a JSON value is a TOML value here."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    return "\n".join([f"\n[channels.{id}]", f'kind = "{kind}"', *lines, ""])


def add_channel(office: Path, text: str, body: str, address: str, channel: str) -> None:
    """Give an office a channel, by which its directory reaches a body."""
    file = office / "office.toml"
    file.write_text(file.read_text("utf-8") + text, "utf-8")
    bodies = office / "recipients/bodies.toml"
    head = f"[bodies.{body}]\n"
    told = f'{head}channel = "{channel}"\naddress = "{address}"\n'
    bodies.write_text(bodies.read_text("utf-8").replace(head, told), "utf-8")


class Pair:
    """The sender at “issued”, and the receiver; `carry` brings what the one put out to the other,
    where no channel does."""

    def __init__(self, sender: Standing, receiver: Path) -> None:
        self.sender, self.receiver = sender, receiver
        self.carry: Callable[[], None] = lambda: None
        trusted = "keys/trust/specimen.pem"
        shutil.copy(sender.directory / trusted, receiver / "keys/trust/other.pem")
        shutil.copy(receiver / trusted, sender.directory / "keys/trust/other.pem")

    def opened(self, directory: Path) -> OpenOffice:
        return open_office(directory, CLERK, environment=ENVIRONMENT)

    def collected(self, directory: Path) -> list[Outcome]:
        self.carry()
        office = self.opened(directory)
        try:
            return list(collect(office))
        finally:
            office.close()


@pytest.fixture
def pair(at: At, receiver: Path, tmp_path: Path) -> Pair:
    return Pair(at("issued"), Path(shutil.copytree(receiver, tmp_path / "receiver")))


@pytest.fixture
def by_folder(pair: Pair) -> Pair:
    sender = pair.sender.directory
    for office, inbox in (
        (sender, pair.receiver / "outbox" / SENDER_BODY),
        (pair.receiver, sender / "outbox" / BODY),
    ):
        inbox.mkdir(parents=True)
        file = office / "office.toml"
        text = file.read_text("utf-8").replace('\ninbox = "inbox"', "")
        told = 'directory = "outbox"'
        file.write_text(text.replace(told, f'{told}\ninbox = "{inbox}"'), "utf-8")
    return pair


@pytest.fixture
def by_mail(pair: Pair, tmp_path: Path) -> Iterator[Pair]:
    (tmp_path / "mails").mkdir()
    host = MailHost(tmp_path / "mails")
    for office, own, body, other in (
        (pair.sender.directory, SENDER_MAIL, BODY, RECEIVER_MAIL),
        (pair.receiver, RECEIVER_MAIL, SENDER_BODY, SENDER_MAIL),
    ):
        told = host.settings() | {"from": own, "maildir": str(host.maildir(own))}
        told |= {"password": "env:MAIL_PASSWORD"}
        for folder in ("new", "cur", "tmp"):
            (host.maildir(own) / folder).mkdir(parents=True, exist_ok=True)
        add_channel(office, settings_text("mail", "mail", told), body, other, "mail")
    forget_inbox(pair)
    yield pair
    host.close()


@pytest.fixture
def by_edxml(pair: Pair) -> Pair:
    sender, receiver = pair.sender.directory, pair.receiver
    for office, body in ((sender, BODY), (receiver, SENDER_BODY)):
        text = settings_text("axis", "edxml", {"directory": "axis", "key": "tinh-uy"})
        add_channel(office, text, body, "", "axis")

    def carry() -> None:
        for one, other in ((sender, receiver), (receiver, sender)):
            (other / "axis/in").mkdir(parents=True, exist_ok=True)
            for file in (one / "axis/out").glob("*.edxml"):
                shutil.move(file, other / "axis/in")

    pair.carry = carry
    forget_inbox(pair)
    return pair


@pytest.fixture
def by_gateway(pair: Pair, tmp_path: Path) -> Iterator[Pair]:
    from tests.gateway import Gateway

    (tmp_path / "gateway").mkdir()
    gateway = Gateway(tmp_path / "gateway")
    gateway.accounts({"A12.01.00.H99": "sender", "A01.01.00.T99": "receiver"})
    for office, account, body in (
        (pair.sender.directory, "sender", BODY),
        (pair.receiver, "receiver", SENDER_BODY),
    ):
        told = gateway.settings(account, key="tinh-uy")
        add_channel(office, settings_text("axis", "edxml", told), body, "", "axis")
    forget_inbox(pair)
    yield pair
    gateway.close()


def forget_inbox(pair: Pair) -> None:
    file = pair.receiver / "office.toml"
    file.write_text(file.read_text("utf-8").replace('\ninbox = "inbox"', ""), "utf-8")


@pytest.mark.parametrize(
    "way",
    [
        "by_folder",
        pytest.param("by_mail", marks=pytest.mark.thorough),
        pytest.param("by_edxml", marks=pytest.mark.thorough),
        pytest.param("by_gateway", marks=pytest.mark.thorough),
    ],
)
def test_sent_registered_acknowledged_and_finished(
    way: str, request: pytest.FixtureRequest
) -> None:
    pair: Pair = request.getfixturevalue(way)
    sending = pair.opened(pair.sender.directory)
    attempts = list(distribute(sending, pair.sender.id))
    assert [a for a in attempts if a.trouble] == []

    def delivery() -> Any:
        found = sending.ledger.deliveries(pair.sender.id)
        return next(d for d in found if d.body == BODY)

    first, second = pair.collected(pair.receiver)
    assert (first.trouble, second.trouble) == (False, False), (first, second)
    assert first.document is not None
    assert first.document.state is IncomingState.REGISTERED
    assert first.document.sha256 == delivery().sha256
    (said,) = pair.collected(pair.sender.directory)
    assert not said.trouble
    assert delivery().state is DeliveryState.ACCEPTED
    assert delivery().incoming_number == first.document.label
    receiving = pair.opened(pair.receiver)
    (sent,) = answer(receiving, incoming.assign(receiving, first.document.id, "Vụ Tổng hợp"))
    assert sent.trouble is None
    (sent,) = answer(receiving, incoming.finish(receiving, first.document.id))
    assert sent.trouble is None
    pair.collected(pair.sender.directory)
    assert delivery().state is DeliveryState.FINISHED
    assert pair.collected(pair.receiver) == []
    told = sending.ledger.events(pair.sender.id, Act.DELIVERY_REPORTED)
    assert [event.data["status"] for event in told] == ["03", "04", "06"]
    for office in (sending, receiving):
        verify_journal(office)
        office.close()
