"""What every channel promises: a parcel arrives whole and once, or the failure is said.

A new channel joins by an `Inbox` that shows what has arrived by it.
"""

from __future__ import annotations

import hashlib
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.dispatch.delivering import SETTING, open_for_test, parcel
from tests.dispatch.sshd import shared_server
from tests.gateway import shared_gateway
from tests.mail_server import shared_host as mail_host
from workflow.dispatch.channels import Brought, Channel, Handover, Parcel
from workflow.dispatch.cover_json import read_message
from workflow.dispatch.edxml_kind import EDXML
from workflow.dispatch.edxml_reading import read_edxml
from workflow.model.errors import ChannelFailed
from workflow.model.exchange import Cover, Receipt
from workflow.model.office import ChannelSettings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Arrived:
    pdf: bytes
    file_name: str
    cover: Cover | Receipt
    attachments: Mapping[str, bytes]


@dataclass(frozen=True)
class Inbox:
    """What a test must know of a channel: how to look, and how to make it fail and mend it."""

    channel: str
    settings: Callable[[Path], Mapping[str, Any]]
    look: Callable[[Path, str], dict[str, Arrived]]
    block: Callable[[Path, Parcel], None]
    mend: Callable[[Path, Parcel], None]
    address: Callable[[Path, str], str] = lambda office, body: ""
    has_half_of_one: Callable[[Path], bool] = lambda office: any(office.rglob(".*"))
    megabytes: int = 16  # of a parcel that is killed on its way
    dies_slowly: bool = False  # the test of that takes long

    def parcel(
        self, office: Path, delivery: str = "0" * 20, body: str = "so-y-te", size: int = 64
    ) -> Parcel:
        return replace(parcel(delivery, body, size), address=self.address(office, body))


def _look_into_folder(office: Path, body: str) -> dict[str, Arrived]:
    """What a receiving program sees: it passes over names that begin with a dot."""
    outbox = office / SETTING / body
    arrived = {}
    for folder in sorted(outbox.iterdir()) if outbox.is_dir() else []:
        if not folder.name.startswith("."):
            found = sorted(file for file in folder.iterdir() if file.is_file())
            cover, pdf = sorted(found, key=lambda file: file.suffix)
            attachments = folder / "attachments"
            arrived[folder.name] = Arrived(
                pdf.read_bytes(),
                pdf.name,
                read_message(cover.read_bytes()),
                {f.name: f.read_bytes() for f in attachments.iterdir()},
            )
    return arrived


def _block_folder(office: Path, blocked: Parcel) -> None:
    (office / SETTING).mkdir(exist_ok=True)
    (office / SETTING / blocked.body).write_text("a file where the outbox should be")


def _mend_folder(office: Path, blocked: Parcel) -> None:
    (office / SETTING / blocked.body).unlink()


def _look_into_mail(office: Path, body: str) -> dict[str, Arrived]:
    """What a receiving program sees: of mails with one Message-ID it takes the first."""
    arrived: dict[str, Arrived] = {}
    for mail in mail_host().mails(_mail_address(office, body)):
        pdf, *attachments, cover = mail.iter_attachments()
        told = read_message(cover.get_content())
        assert isinstance(told, Cover)
        arrived.setdefault(
            mail["Message-ID"].partition("@")[0].removeprefix("<"),
            Arrived(
                pdf.get_content(),
                pdf.get_filename() or "",
                # A mail says where answers go.
                replace(told, sender=replace(told.sender, email="")),
                {part.get_filename() or "": part.get_content() for part in attachments},
            ),
        )
    return arrived


def _mail_address(office: Path, body: str) -> str:
    return f"{body}@{hashlib.md5(str(office).encode()).hexdigest()}.test"


def _block_mail(office: Path, blocked: Parcel) -> None:
    mail_host().behaviour.refusals[blocked.address] = "550 5.1.1 no such user here"


def _mend_mail(office: Path, blocked: Parcel) -> None:
    del mail_host().behaviour.refusals[blocked.address]


def _look_into_edxml(office: Path, body: str) -> dict[str, Arrived]:
    """What the adapter of the axis sees."""
    out = office / SETTING / "out"
    found = {f.stem: f.read_bytes() for f in sorted(out.glob("[!.]*"))}
    return _of_body(found, body)


def _of_body(messages: Mapping[str, bytes], body: str) -> dict[str, Arrived]:
    arrived = {}
    for name, data in messages.items():
        read = read_edxml(data)
        assert isinstance(read, Brought)
        assert read.cover.file is not None
        if read.cover.recipient.body == body:
            (file_name, pdf), *others = read.files.items()
            attachments = {place.removeprefix("attachments/"): d for place, d in others}
            arrived[name] = Arrived(pdf, file_name, read.cover, attachments)
    return arrived


def _edxml_part(office: Path, blocked: Parcel) -> Path:
    return office / SETTING / "out" / f".{blocked.delivery}.edxml.part"


def _account(office: Path) -> str:
    return hashlib.md5(str(office).encode()).hexdigest()


EDXML_DEFAULTS = {name: value.default for name, value in EDXML.settings.items()}

INBOXES = [
    Inbox(
        "edxml",
        lambda _: EDXML_DEFAULTS | {"directory": SETTING, "key": "none"},
        _look_into_edxml,
        lambda office, blocked: _edxml_part(office, blocked).mkdir(parents=True),
        lambda office, blocked: _edxml_part(office, blocked).rmdir(),
        dies_slowly=True,
    ),
    Inbox(
        "edxml",
        lambda office: shared_gateway().settings(_account(office)),
        lambda office, body: _of_body(shared_gateway().arrived(_account(office)), body),
        lambda _, blocked: shared_gateway().faults.update({blocked.delivery: 503}),
        lambda _, blocked: shared_gateway().faults.clear(),
        has_half_of_one=lambda _: shared_gateway().has_lost_one(),
        megabytes=4,
        dies_slowly=True,
    ),
    Inbox(
        "folder",
        lambda _: {"directory": SETTING},
        _look_into_folder,
        _block_folder,
        _mend_folder,
    ),
    Inbox(
        "sftp",
        lambda office: shared_server().settings(office / SETTING),
        _look_into_folder,
        _block_folder,
        _mend_folder,
        dies_slowly=True,
    ),
    Inbox(
        "mail",
        lambda _: mail_host().settings(),
        _look_into_mail,
        _block_mail,
        _mend_mail,
        _mail_address,
        lambda _: mail_host().has_lost_one(),
        megabytes=1,
    ),
]


@pytest.fixture(params=INBOXES, ids=lambda inbox: inbox.channel)
def inbox(request: pytest.FixtureRequest) -> Inbox:
    found: Inbox = request.param
    return found


@pytest.fixture
def channel(inbox: Inbox, tmp_path: Path) -> Channel:
    return opened(inbox, tmp_path)


def opened(inbox: Inbox, office: Path) -> Channel:
    settings = ChannelSettings(inbox.channel, inbox.channel, inbox.settings(office))
    return open_for_test(settings, office)


def expected(of: Parcel) -> Arrived:
    return Arrived(of.pdf, of.file_name, of.cover, of.attachments)


def test_a_parcel_arrives_whole(inbox: Inbox, channel: Channel, tmp_path: Path) -> None:
    sent = inbox.parcel(tmp_path, size=100_000)
    assert channel.deliver(sent) is Handover.SENT
    assert inbox.look(tmp_path, sent.body) == {sent.delivery: expected(sent)}


def test_a_delivery_arrives_once_however_often_it_is_sent(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = inbox.parcel(tmp_path)
    for _ in range(3):
        channel.deliver(sent)
    assert inbox.look(tmp_path, sent.body) == {sent.delivery: expected(sent)}


def test_what_has_arrived_is_not_changed_by_the_same_delivery_sent_again(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = inbox.parcel(tmp_path)
    channel.deliver(sent)
    channel.deliver(replace(sent, pdf=b"another", attachments={"a.pdf": b"b"}))
    assert inbox.look(tmp_path, sent.body) == {sent.delivery: expected(sent)}


def test_a_delivery_sent_again_by_another_process_arrives_once(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = inbox.parcel(tmp_path)
    channel.deliver(sent)
    opened(inbox, tmp_path).deliver(sent)
    assert list(inbox.look(tmp_path, sent.body)) == [sent.delivery]


def test_deliveries_to_one_body_stand_beside_each_other(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = [inbox.parcel(tmp_path, f"{number:020d}") for number in range(3)]
    for each in sent:
        channel.deliver(each)
    assert inbox.look(tmp_path, "so-y-te") == {each.delivery: expected(each) for each in sent}


def test_each_body_receives_its_own(inbox: Inbox, channel: Channel, tmp_path: Path) -> None:
    one = inbox.parcel(tmp_path, "1" * 20, "so-y-te")
    other = inbox.parcel(tmp_path, "2" * 20, "so-noi-vu")
    channel.deliver(one)
    channel.deliver(other)
    assert inbox.look(tmp_path, "so-y-te") == {one.delivery: expected(one)}
    assert inbox.look(tmp_path, "so-noi-vu") == {other.delivery: expected(other)}


def test_a_place_that_cannot_be_written_is_a_failure_that_names_channel_and_body(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = inbox.parcel(tmp_path)
    inbox.block(tmp_path, sent)
    with pytest.raises(ChannelFailed) as failed:
        channel.deliver(sent)
    assert failed.value.facts["channel"] == inbox.channel
    assert failed.value.facts["body"] == "Sở Y tế"
    assert str(failed.value.facts["reason"]).strip()


def test_after_a_failure_is_mended_the_same_delivery_arrives(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    sent = inbox.parcel(tmp_path)
    inbox.block(tmp_path, sent)
    with pytest.raises(ChannelFailed):
        channel.deliver(sent)
    inbox.mend(tmp_path, sent)
    channel.deliver(sent)
    assert inbox.look(tmp_path, sent.body) == {sent.delivery: expected(sent)}


def test_a_failure_to_one_body_leaves_the_others_alone(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    blocked = inbox.parcel(tmp_path, "1" * 20, "so-y-te")
    other = inbox.parcel(tmp_path, "2" * 20, "so-noi-vu")
    inbox.block(tmp_path, blocked)
    with pytest.raises(ChannelFailed):
        channel.deliver(blocked)
    channel.deliver(other)
    assert list(inbox.look(tmp_path, "so-noi-vu")) == [other.delivery]


def test_a_channel_that_is_not_installed_is_a_failure_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ChannelFailed) as failed:
        open_for_test(ChannelSettings("a", "pigeon"), tmp_path)
    assert "pigeon" in str(failed.value)


KILLED = [
    pytest.param(each, marks=pytest.mark.thorough if each.dies_slowly else (), id=each.channel)
    for each in INBOXES
]


@pytest.mark.parametrize("inbox", KILLED, indirect=True)
def test_a_process_killed_while_delivering_leaves_no_half_delivery(
    inbox: Inbox, channel: Channel, tmp_path: Path
) -> None:
    size, in_the_middle = inbox.megabytes * 1024**2, 0
    for round_ in range(60):
        if round_ >= 5 and in_the_middle >= 2:
            break
        office = tmp_path / str(round_)
        office.mkdir()
        settings = json.dumps(inbox.settings(office))
        command = [sys.executable, "-m", "tests.dispatch.delivering", inbox.channel, settings]
        with subprocess.Popen(
            [*command, str(office), str(inbox.megabytes), inbox.address(office, "so-y-te")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(random.uniform(0.005, 0.3))
            process.send_signal(signal.SIGKILL)
        arrived = inbox.look(office, "so-y-te")
        whole = {d: expected(inbox.parcel(office, d, size=size)) for d in arrived}
        assert arrived == whole
        in_the_middle += inbox.has_half_of_one(office)
        again = opened(inbox, office)
        next_one = inbox.parcel(office, f"{len(arrived):020d}", size=size)
        again.deliver(next_one)
        assert inbox.look(office, "so-y-te") == whole | {next_one.delivery: expected(next_one)}
        assert not inbox.has_half_of_one(office)
    assert in_the_middle > 0, "no kill came in the middle of a delivery"
