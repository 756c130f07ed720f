"""The gateway of edXML: what it says is understood, and nothing goes to anybody else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.dispatch.delivering import SENDER, open_for_test, parcel
from tests.gateway import CUT, SLOW, Gateway, shared_gateway
from workflow.dispatch.channels import Answer, Channel, Reported
from workflow.dispatch.edxml_parts import LARGEST
from workflow.dispatch.edxml_reading import read_edxml
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.exchange import Correspondent, DocumentReference, Receipt, Status
from workflow.model.office import ChannelSettings

pytestmark = pytest.mark.slow

RECEIPT = Receipt(
    delivery="0123456789abcdef0123",
    about=DocumentReference(SENDER.organ_id, "01-KL/TU", parcel().cover.document.reference.dated),
    sha256="",
    sender=Correspondent("H12.02.00.H99", "Sở Y tế"),
    status=Status.ACCEPTED,
    at=datetime(2026, 11, 23, 3, tzinfo=UTC),
    number="7/2026",
)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    found = shared_gateway()
    yield found
    found.faults.clear()
    found.tokens.clear()
    found.organs.clear()
    found.largest = 200 * 2**20


def opened(at: Gateway, place: Path, **more: Any) -> Channel:
    settings = at.settings(place.name, **more)
    return open_for_test(ChannelSettings("axis", "edxml", settings), place)


def test_a_document_and_its_receipt_cross_the_gateway(gateway: Gateway, tmp_path: Path) -> None:
    for name in ("sender", "receiver"):
        (tmp_path / name).mkdir()
    accounts = {SENDER.organ_id: "sender", "H12.02.00.H99": "receiver"}
    gateway.accounts(accounts)
    sender, receiver = (opened(gateway, tmp_path / name) for name in ("sender", "receiver"))
    sender.deliver(parcel())
    (found,) = receiver.collect()
    ((name, data),) = found.files.items()
    assert name.endswith(".edxml")
    assert read_edxml(data).cover == parcel().cover  # type: ignore[union-attr]
    found.settle()
    assert list(receiver.collect()) == []
    receiver.answer(Answer(RECEIPT, SENDER, "", {}))
    receiver.answer(Answer(RECEIPT, SENDER, "", {}))
    (answer,) = sender.collect()
    read = read_edxml(next(iter(answer.files.values())))
    assert isinstance(read, Reported)
    assert read.receipt == RECEIPT


@pytest.mark.parametrize("status", [400, 404, 410, 413, 415, 422])
def test_what_the_gateway_will_never_take_is_left_to_a_person(
    gateway: Gateway, tmp_path: Path, status: int
) -> None:
    gateway.faults[parcel().delivery] = status
    with pytest.raises(Undeliverable, match=f"{status}.*as the test wants it"):
        opened(gateway, tmp_path).deliver(parcel())


@pytest.mark.parametrize("status", [301, 401, 403, 408, 429, 500, 502, 503])
def test_what_may_pass_is_tried_again(gateway: Gateway, tmp_path: Path, status: int) -> None:
    gateway.faults[parcel().delivery] = status
    with pytest.raises(ChannelFailed, match=str(status)) as failed:
        opened(gateway, tmp_path).deliver(parcel())
    assert not isinstance(failed.value, Undeliverable)
    assert failed.value.facts["body"] == "Sở Y tế"


def test_a_connection_that_is_cut_is_tried_again(gateway: Gateway, tmp_path: Path) -> None:
    gateway.faults[parcel().delivery] = CUT
    channel = opened(gateway, tmp_path)
    with pytest.raises(ChannelFailed) as failed:
        channel.deliver(parcel())
    assert not isinstance(failed.value, Undeliverable)
    gateway.faults.clear()
    channel.deliver(parcel())
    assert list(gateway.arrived(tmp_path.name)) == [parcel().delivery]


def test_a_gateway_that_does_not_answer_is_waited_for_no_longer_than_said(
    gateway: Gateway, tmp_path: Path
) -> None:
    gateway.faults[parcel().delivery] = SLOW
    start = time.monotonic()
    with pytest.raises(ChannelFailed, match="no answer in time"):
        opened(gateway, tmp_path, patience=0.3).deliver(parcel())
    assert time.monotonic() - start < 0.9


def test_a_message_larger_than_the_axis_takes_is_not_sent(gateway: Gateway, tmp_path: Path) -> None:
    with pytest.raises(Undeliverable, match="takes 20000"):
        opened(gateway, tmp_path, largest=20_000).deliver(parcel(size=20_000))
    assert gateway.arrived(tmp_path.name) == {}


def test_a_body_without_an_identifier_has_no_place_on_the_axis(
    gateway: Gateway, tmp_path: Path
) -> None:
    cover = replace(parcel().cover, recipient=Correspondent("", "Đồng chí Bí thư"))
    with pytest.raises(Undeliverable, match="has no identifier"):
        opened(gateway, tmp_path).deliver(replace(parcel(), cover=cover))


def test_an_organ_that_the_gateway_does_not_know_is_left_to_a_person(
    gateway: Gateway, tmp_path: Path
) -> None:
    gateway.accounts({SENDER.organ_id: "sender"})
    with pytest.raises(Undeliverable, match=r"H12\.02\.00\.H99"):
        opened(gateway, tmp_path).deliver(parcel())


def test_the_access_token_is_asked_for_and_shown(gateway: Gateway, tmp_path: Path) -> None:
    gateway.tokens.add("secret of token")
    with pytest.raises(ChannelFailed, match="401"):
        opened(gateway, tmp_path).deliver(parcel())
    opened(gateway, tmp_path, token="env:TOKEN").deliver(parcel())


@pytest.mark.parametrize(
    "files",
    [
        {"tls": "other-ca.pem"},
        {"certificate": "stranger.pem", "certificate_key": "stranger.key"},
        {"certificate": "", "certificate_key": ""},
    ],
    ids=["a gateway of another authority", "an office of another authority", "no certificate"],
)
def test_only_those_who_know_each_other_talk(
    gateway: Gateway, tmp_path: Path, files: dict[str, str]
) -> None:
    told = {name: file and str(gateway.folder / file) for name, file in files.items()}
    with pytest.raises(ChannelFailed):
        opened(gateway, tmp_path, **told).deliver(parcel())
    assert gateway.arrived(tmp_path.name) == {}


@pytest.mark.parametrize(
    "more",
    [
        {"tls": "nowhere.pem"},
        {"certificate": "nowhere.pem"},
        {"directory": "axis"},
        {"gateway": ""},
    ],
)
def test_a_channel_that_cannot_be_used_says_why(
    gateway: Gateway, tmp_path: Path, more: dict[str, str]
) -> None:
    with pytest.raises(ChannelFailed) as failed:
        opened(gateway, tmp_path, **more)
    assert str(failed.value.facts["reason"]).strip()


def test_a_key_is_not_left_out_in_silence(gateway: Gateway, tmp_path: Path) -> None:
    with pytest.raises(ChannelFailed, match="nobody"):
        opened(gateway, tmp_path, key="nobody").deliver(parcel())
    assert gateway.arrived(tmp_path.name) == {}


def test_nothing_can_be_said_of_what_came_in_while_the_gateway_fails(
    gateway: Gateway, tmp_path: Path
) -> None:
    gateway.faults["GET"] = 503
    with pytest.raises(ChannelFailed, match="503"):
        list(opened(gateway, tmp_path).collect())


def test_ids_of_messages_lead_nowhere_else(gateway: Gateway, tmp_path: Path) -> None:
    gateway.waiting[tmp_path.name] |= {"../other/messages": b"x", "sound": b"y"}
    gateway.asked.clear()
    coming = opened(gateway, tmp_path).collect()
    assert next(coming).files == {"sound.edxml": b"y"}
    with pytest.raises(ChannelFailed, match="404"):
        next(coming)
    assert gateway.asked[1][1].endswith("/messages/..%2Fother%2Fmessages")
    gateway.waiting[tmp_path.name].clear()


@pytest.mark.thorough
def test_a_message_too_large_to_be_read_is_not_fetched_whole(
    gateway: Gateway, tmp_path: Path
) -> None:
    gateway.waiting[tmp_path.name]["x"] = b"x" * (LARGEST + 2**20)
    with pytest.raises(ChannelFailed, match="too large"):
        list(opened(gateway, tmp_path).collect())
    gateway.waiting[tmp_path.name].clear()


# -- by folder -------------------------------------------------------------------------------------


def by_folder(place: Path) -> Channel:
    settings = shared_gateway().settings("-") | {"gateway": "", "directory": "axis"}
    return open_for_test(ChannelSettings("axis", "edxml", json.loads(json.dumps(settings))), place)


def test_a_folder_has_receipts_beside_documents(tmp_path: Path) -> None:
    channel = by_folder(tmp_path)
    channel.deliver(parcel())
    channel.answer(Answer(RECEIPT, SENDER, "", {}))
    channel.answer(Answer(replace(RECEIPT, delivery="../../x y"), SENDER, "", {}))
    names = sorted(file.name for file in (tmp_path / "axis" / "out").iterdir())
    assert len(names) == 3
    assert f"{RECEIPT.delivery}-03-H12.02.00.H99.edxml" in names
    assert f"{RECEIPT.delivery}.edxml" in names


def test_what_the_adapter_still_writes_is_not_read(tmp_path: Path) -> None:
    channel = by_folder(tmp_path)
    assert list(channel.collect()) == []
    inbox = tmp_path / "axis" / "in"
    inbox.mkdir(parents=True)
    (inbox / ".x.part").write_bytes(b"half")
    (inbox / "b.xml").write_bytes(b"whole")
    (inbox / "link.edxml").symlink_to("/etc/passwd")
    (found,) = channel.collect()
    assert found.files == {"b.edxml": b"whole"}
    found.settle()
    assert list(channel.collect()) == []


def test_a_file_too_large_to_be_read_stays_and_is_told(tmp_path: Path) -> None:
    inbox = tmp_path / "axis" / "in"
    inbox.mkdir(parents=True)
    with (inbox / "large.edxml").open("wb") as file:
        file.truncate(LARGEST + 1)
    (inbox / "small.edxml").write_bytes(b"x")
    coming = by_folder(tmp_path).collect()
    assert Path(next(coming).place).name == "small.edxml"
    with pytest.raises(ChannelFailed, match=r"large\.edxml"):
        next(coming)
