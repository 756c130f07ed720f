"""Two offices by edXML, by folder and by gateway; and envelopes that prove nothing."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CLERK, Clock
from tests.gateway import shared_gateway
from tests.services.stages import Stages, Standing
from tests.services.two_offices import (
    BODY,
    RECEIVER,
    RECEIVER_ID,
    SENDER,
    SENDER_BODY,
    SENDER_ID,
    closed,
)
from workflow.dispatch.channels import Brought
from workflow.dispatch.edxml_parts import take_apart
from workflow.dispatch.edxml_writing import write_status
from workflow.model.delivery import Delivery, DeliveryState
from workflow.model.errors import EnvelopeRefused, MessageUnreadable
from workflow.model.exchange import (
    Correspondent,
    DocumentReference,
    MessageKind,
    Receipt,
    Status,
)
from workflow.model.incoming import IncomingDocument, IncomingState
from workflow.services import distribution
from workflow.services.collecting import Outcome, collect
from workflow.services.envelope_keys import EnvelopeKeys
from workflow.services.envelopes import open_envelope
from workflow.services.incoming import give_back
from workflow.services.office import OpenOffice, open_office
from workflow.services.recalling import recall
from workflow.services.receiving_files import ToldFacts, receive_file

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Sent:
    """A signed message, and the offices between which it is."""

    sender: Path
    receiver: Path
    clock: Clock
    data: bytes


@dataclass
class OnTheAxis:
    """Two offices, the sender's document issued for the receiver and not yet distributed."""

    sender: Standing
    receiver: Path
    clock: Clock
    carry: Callable[[], None]

    def sending(self) -> OpenOffice:
        return open_office(self.sender.directory, CLERK, clock=self.clock)

    def receiving(self) -> OpenOffice:
        return open_office(self.receiver, CLERK, clock=self.clock)

    def distribute(self) -> None:
        attempts = closed(
            self.sending(), lambda office: list(distribution.distribute(office, self.sender.id))
        )
        assert [a.trouble for a in attempts] == [None] * len(attempts)
        self.carry()

    def collected(self) -> list[Outcome]:
        """What the receiver found; its answers are carried on."""
        found: list[Outcome] = closed(self.receiving(), lambda office: list(collect(office)))
        self.carry()
        return found

    def answers_collected(self) -> list[Outcome]:
        found: list[Outcome] = closed(self.sending(), lambda office: list(collect(office)))
        return found

    def incoming(self) -> list[IncomingDocument]:
        return closed(self.receiving(), lambda office: office.ledger.incoming_documents())  # type: ignore[no-any-return]

    def deliveries(self) -> list[Delivery]:
        return list(closed(self.sending(), lambda office: office.ledger.deliveries(self.sender.id)))

    def delivery(self) -> Delivery:
        return next(d for d in self.deliveries() if d.body == BODY)


def on_the_axis(office: Path, body: str, channel: str) -> None:
    """Give an office a channel, and say that one body is reached by it."""
    file = office / "office.toml"
    file.write_text(
        file.read_text("utf-8")
        + f'\n[channels.axis]\nkind = "edxml"\nkey = "tinh-uy"\n{channel}\n',
        "utf-8",
    )
    bodies = office / "recipients" / "bodies.toml"
    text = bodies.read_text("utf-8")
    table = re.compile(rf"(?m)^\[bodies\.{body}\]\n(?:[^\n]+\n)*")
    old = table.search(text)
    assert old is not None
    new = re.sub(r"(?m)^channel = .*\n", "", old[0]) + 'channel = "axis"\n'
    bodies.write_text(text.replace(old[0], new), "utf-8")


def trusting_each_other(one: Path, other: Path) -> None:
    trusted = "keys/trust/specimen.pem"
    shutil.copy(one / trusted, other / "keys/trust/other.pem")
    shutil.copy(other / trusted, one / "keys/trust/other.pem")


def by_folder(sender: Path, receiver: Path) -> Callable[[], None]:
    for office in (sender, receiver):
        (office / "axis" / "in").mkdir(parents=True)

    def adapter() -> None:
        for office, other in ((sender, receiver), (receiver, sender)):
            out = office / "axis" / "out"
            for file in sorted(out.glob("[!.]*")) if out.exists() else []:
                file.rename(other / "axis" / "in" / file.name)

    return adapter


CHANNELS = {"folder": 'directory = "axis"', "gateway": ""}


@pytest.fixture(params=CHANNELS)
def axis(
    request: pytest.FixtureRequest, at: Callable[[str], Standing], receiver: Path, tmp_path: Path
) -> Iterator[OnTheAxis]:
    sender = at("issued")
    other = Path(shutil.copytree(receiver, tmp_path / "receiver"))
    (other / "inbox").mkdir()
    trusting_each_other(sender.directory, other)
    carry: Callable[[], None] = lambda: None  # noqa: E731 - the gateway carries by itself
    channels = [CHANNELS["folder"]] * 2
    if request.param == "gateway":
        gateway = shared_gateway()
        accounts = {SENDER_ID: f"{tmp_path.name}-a", RECEIVER_ID: f"{tmp_path.name}-b"}
        gateway.accounts(accounts)
        channels = []
        for organ in (SENDER_ID, RECEIVER_ID):
            told = gateway.settings(accounts[organ])
            names = ("gateway", "tls", "certificate", "certificate_key")
            channels.append("\n".join(f'{name} = "{told[name]}"' for name in names))
    else:
        carry = by_folder(sender.directory, other)
    on_the_axis(sender.directory, BODY, channels[0])
    on_the_axis(other, SENDER_BODY, channels[1])
    yield OnTheAxis(sender, other, sender.clock, carry)
    shared_gateway().organs.clear()


def test_a_document_is_sent_registered_and_answered_with_its_incoming_number(
    axis: OnTheAxis,
) -> None:
    axis.distribute()
    assert axis.delivery().state is DeliveryState.SENT
    told = axis.collected()
    (document,) = axis.incoming()
    assert document.state is IncomingState.REGISTERED, [str(each.says) for each in told]
    assert document.came_by == "axis"
    assert document.doubts == ""
    axis.answers_collected()
    delivery = axis.delivery()
    assert delivery.state is DeliveryState.ACCEPTED
    assert delivery.incoming_number == document.label
    said = axis.sender.events()[-1].data
    assert said["status"] == Status.ACCEPTED.value
    assert said["key_signed"] is True
    assert axis.collected() == []
    assert axis.answers_collected() == []


@pytest.mark.parametrize(
    "axis", ["folder", pytest.param("gateway", marks=pytest.mark.thorough)], indirect=True
)
def test_a_recall_is_asked_and_agreed_to(axis: OnTheAxis) -> None:
    axis.distribute()
    axis.collected()
    axis.answers_collected()
    closed(axis.sending(), lambda office: recall(office, axis.sender.id, "nhầm số liệu"))
    closed(axis.sending(), lambda office: list(distribution.distribute(office, axis.sender.id)))
    axis.carry()
    axis.collected()
    (document,) = axis.incoming()
    assert document.asked == "recall"
    assert document.asked_reason == "nhầm số liệu"
    closed(axis.receiving(), lambda office: give_back(office, document.id))
    axis.collected()  # which sends what is owed as well
    axis.answers_collected()
    recalled = [d for d in axis.deliveries() if d.kind is MessageKind.RECALL and d.body == BODY]
    assert [d.state for d in recalled] == [DeliveryState.AGREED]


@pytest.mark.parametrize("axis", ["folder"], indirect=True)
def test_the_status_of_another_program_is_matched_by_document_and_organ(axis: OnTheAxis) -> None:
    """It tells neither the delivery nor the hash of the file."""
    axis.distribute()
    about = DocumentReference(SENDER_ID, "01-KL/TU", axis.sender.document().signed_on or date.min)
    told = Receipt(
        delivery="", about=about, sha256="", sender=Correspondent(RECEIVER_ID, RECEIVER),
        status=Status.FINISHED, at=axis.clock(),
    )  # fmt: skip

    def signed(office: OpenOffice) -> bytes:
        keys = EnvelopeKeys(office)

        def without_note(plain: bytes) -> bytes:
            return keys.sign("tinh-uy", re.sub(rb"<\?vanban .*?\?>", b"", plain))

        return write_status(told, Correspondent(SENDER_ID, SENDER), without_note)

    data = closed(axis.receiving(), signed)
    file = axis.sender.directory / "status.edxml"
    file.write_bytes(data)
    outcome = closed(axis.sending(), lambda office: receive_file(office, file, ToldFacts()))
    assert not outcome.trouble
    assert axis.delivery().state is DeliveryState.FINISHED
    other = replace(told, sender=Correspondent("H12.02.00.H99", "Sở Y tế"))
    file.write_bytes(write_status(other, Correspondent(SENDER_ID, SENDER)))
    with pytest.raises(EnvelopeRefused):
        closed(axis.sending(), lambda office: receive_file(office, file, ToldFacts()))


# -- who says it -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sent(stages: Stages, receiver: Path, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """A message on its way, and the offices: nothing is changed in them."""
    place = tmp_path_factory.mktemp("sent")
    sender = stages.copy("issued", place / "sender")
    other = Path(shutil.copytree(receiver, place / "receiver"))
    trusting_each_other(sender.directory, other)
    on_the_axis(sender.directory, BODY, CHANNELS["folder"])
    on_the_axis(other, SENDER_BODY, CHANNELS["folder"])
    office = open_office(sender.directory, CLERK, clock=sender.clock)
    closed(office, lambda office: list(distribution.distribute(office, sender.id)))
    (file,) = (sender.directory / "axis" / "out").iterdir()
    return Sent(sender.directory, other, sender.clock, file.read_bytes())


def opened(sent: Sent, data: bytes, office: Path | None = None) -> Brought:
    found = closed(
        open_office(office or sent.receiver, CLERK, clock=sent.clock),
        lambda receiving: open_envelope(receiving, data),
    )
    assert isinstance(found, Brought)
    return found


def refusal(sent: Sent, data: bytes, office: Path | None = None) -> str:
    with pytest.raises(EnvelopeRefused) as refused:
        opened(sent, data, office)
    return str(refused.value)


def unsigned(data: bytes) -> bytes:
    return re.sub(rb"<ds:Signature.*</ds:Signature>", b"", data, flags=re.DOTALL)


def signed_again(sent: Sent, data: bytes, key: str, office: Path | None = None) -> bytes:
    """Signed by a key of an office instead of the organ's."""
    document = unsigned(take_apart(data).document)
    contents = data[data.index(b"<AttachmentEncoded>") :]
    own = open_office(office or sent.sender, CLERK, clock=sent.clock)
    signed: bytes = closed(own, lambda each: EnvelopeKeys(each).sign(key, document))
    return signed[: signed.index(b"<AttachmentEncoded>")] + contents


def test_a_signed_message_says_what_it_says(sent: Sent) -> None:
    assert opened(sent, sent.data).cover.sender.organ_id == SENDER_ID


def test_an_unsigned_message_is_refused_unless_its_organ_is_named(
    sent: Sent, tmp_path: Path
) -> None:
    data = unsigned(sent.data)
    assert "not signed" in refusal(sent, data)
    office = Path(shutil.copytree(sent.receiver, tmp_path / "office"))
    file = office / "office.toml"
    named = 'kind = "edxml"\nunsigned = ["{organ}"]'
    text = file.read_text("utf-8")
    file.write_text(text.replace('kind = "edxml"', named.format(organ="H12.02.00.H99")), "utf-8")
    assert "not signed" in refusal(sent, data, office)
    file.write_text(text.replace('kind = "edxml"', named.format(organ=SENDER_ID)), "utf-8")
    assert opened(sent, data, office).cover.sender.organ_id == SENDER_ID


def test_another_file_in_a_signed_message_is_refused(sent: Sent) -> None:
    content = re.search(rb"<ContentTransferEncoded>(.*?)</", sent.data)
    assert content is not None
    other = sent.data.replace(content[1], base64.b64encode(b"%PDF-1.7 another"))
    with pytest.raises(MessageUnreadable, match="not the one that the envelope names"):
        opened(sent, other)


def test_other_words_in_a_signed_envelope_are_refused(sent: Sent) -> None:
    data = sent.data.replace("<Subject>về".encode(), "<Subject>Về".encode())
    assert data != sent.data
    assert "changed after it was signed" in refusal(sent, data)


def test_a_signature_that_does_not_cover_the_files_is_refused(sent: Sent) -> None:
    without = re.sub(rb"<\?vanban .*?\?>", b"", sent.data)
    again = signed_again(sent, without, "tinh-uy")
    assert "attachments" in refusal(sent, again)


def test_the_key_of_a_person_of_the_organ_does_not_speak_for_it(sent: Sent) -> None:
    told = refusal(sent, signed_again(sent, sent.data, "minh-khang"))
    assert "Trần Minh Khang" in told


def test_the_key_of_another_organ_does_not_speak_for_it(sent: Sent) -> None:
    told = refusal(sent, signed_again(sent, sent.data, "tinh-uy", sent.receiver))
    assert RECEIVER in told


def test_an_authority_that_the_office_does_not_trust_vouches_for_nobody(
    sent: Sent, tmp_path: Path
) -> None:
    office = Path(shutil.copytree(sent.receiver, tmp_path / "office"))
    (office / "keys" / "trust" / "other.pem").unlink()
    assert "trust anchor" in refusal(sent, sent.data, office)


def test_what_is_refused_is_kept_aside_and_answers_nobody(sent: Sent, tmp_path: Path) -> None:
    office = Path(shutil.copytree(sent.receiver, tmp_path / "office"))
    (office / "axis" / "in").mkdir(parents=True)
    (office / "inbox").mkdir()
    (office / "axis" / "in" / "x.edxml").write_bytes(unsigned(sent.data))
    collecting = open_office(office, CLERK, clock=sent.clock)
    (outcome,) = closed(collecting, lambda each: list(collect(each)))
    assert outcome.trouble
    assert outcome.aside is not None
    assert (outcome.aside / "files" / "x.edxml").exists()
    assert not list((office / "axis" / "in").iterdir())
    assert not (office / "axis" / "out").exists()
