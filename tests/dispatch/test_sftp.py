"""Folders on another machine: only a known one, whole or not at all, and what comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.dispatch.delivering import SENDER, open_for_test, parcel
from tests.dispatch.sshd import SshServer, make_key
from workflow.dispatch.channels import Answer, Channel
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.exchange import DocumentReference, Receipt, Status
from workflow.model.office import ChannelSettings

pytestmark = pytest.mark.slow


def channel_to(server: SshServer, office: Path, **changed: Any) -> Channel:
    values = server.settings(office / "remote", **changed)
    return open_for_test(ChannelSettings("sftp", "sftp", values), office)


@pytest.fixture
def channel(sshd: SshServer, tmp_path: Path) -> Iterator[Channel]:
    opened = channel_to(sshd, tmp_path, inbox=str(tmp_path / "inbox"))
    yield opened
    opened.close()


def failure(channel: Channel, size: int = 64) -> ChannelFailed:
    with pytest.raises(ChannelFailed) as failed:
        channel.deliver(parcel(size=size))
    channel.close()
    return failed.value


def arrived(office: Path) -> list[str]:
    """Everything below the remote directory, hidden names too."""
    remote = office / "remote"
    return sorted(str(f.relative_to(remote)) for f in remote.rglob("*") if f.is_file())


WHOLE = [
    f"so-y-te/{parcel().delivery}/{name}"
    for name in ("01-KL-TU.pdf", "attachments/01-KL-TU.pdf", "attachments/Biểu số 1.pdf",
                 "cover.json")
]  # fmt: skip


def test_a_machine_with_another_key_gets_nothing(sshd: SshServer, tmp_path: Path) -> None:
    sshd.knows("other")
    failed = failure(channel_to(sshd, tmp_path))
    assert "another key" in str(failed)
    assert type(failed) is Undeliverable
    assert arrived(tmp_path) == []


def test_an_unknown_machine_gets_nothing(sshd: SshServer, tmp_path: Path) -> None:
    (sshd.folder / "known_hosts").write_text("")
    failed = failure(channel_to(sshd, tmp_path))
    assert "not among the known hosts" in str(failed)
    assert type(failed) is Undeliverable


def test_no_file_of_known_hosts_is_no_leave_to_trust_anybody(
    sshd: SshServer, tmp_path: Path
) -> None:
    with pytest.raises(ChannelFailed, match="known hosts is missing"):
        channel_to(sshd, tmp_path, known_hosts="nowhere")


def test_a_key_that_the_machine_does_not_know_is_refused(sshd: SshServer, tmp_path: Path) -> None:
    failed = failure(channel_to(sshd, tmp_path, key=str(sshd.folder / "other")))
    assert "refuses the account" in str(failed)
    assert type(failed) is Undeliverable


@pytest.mark.thorough
def test_a_locked_key_is_opened_with_its_password(sshd: SshServer, tmp_path: Path) -> None:
    make_key(tmp_path / "locked", "secret of password")
    public = sshd.folder / "client.pub"
    before = public.read_text()
    public.write_text(before + (tmp_path / "locked.pub").read_text())
    try:
        locked = str(tmp_path / "locked")
        failed = failure(channel_to(sshd, tmp_path, key=locked))
        assert "locked" in str(failed)
        opened = channel_to(sshd, tmp_path, key=locked, password="env:X")
        opened.deliver(parcel())
        opened.close()
    finally:
        public.write_text(before)
    assert arrived(tmp_path) == WHOLE


def test_without_key_and_password_nobody_logs_in(sshd: SshServer, tmp_path: Path) -> None:
    with pytest.raises(ChannelFailed, match="neither"):
        channel_to(sshd, tmp_path, key="")


@pytest.mark.parametrize("name", ["port", "patience", "parallel"])
def test_settings_of_nothing_are_refused(sshd: SshServer, tmp_path: Path, name: str) -> None:
    with pytest.raises(ChannelFailed, match=name):
        channel_to(sshd, tmp_path, **{name: 0})


def test_a_machine_that_is_down_may_be_asked_again(tmp_path: Path) -> None:
    server = SshServer(tmp_path / "sshd")
    channel = channel_to(server, tmp_path)
    server.stop()
    failed = failure(channel)
    assert type(failed) is ChannelFailed
    server.start()
    try:
        channel.deliver(parcel())
    finally:
        channel.close()
        server.stop()
    assert arrived(tmp_path) == WHOLE


def test_a_cut_connection_leaves_no_delivery_and_is_made_good(tmp_path: Path) -> None:
    server = SshServer(tmp_path / "sshd")
    channel = channel_to(server, tmp_path)
    size = 64 * 1024**2
    outbox = tmp_path / "remote" / "so-y-te"
    cut = threading.Thread(target=_cut_when_under_way, args=(server, outbox))
    cut.start()
    failed = failure(channel, size)
    cut.join()
    assert type(failed) is ChannelFailed
    assert [f.name for f in outbox.iterdir()] == [f".{parcel().delivery}.part"]
    server.start()
    try:
        channel.deliver(parcel())
    finally:
        channel.close()
        server.stop()
    assert arrived(tmp_path) == WHOLE


def _cut_when_under_way(server: SshServer, outbox: Path) -> None:
    for _ in range(2000):
        if list(outbox.glob(".*.part/*.pdf")):
            return server.stop()
        threading.Event().wait(0.005)
    raise AssertionError("nothing was under way")


@pytest.mark.thorough
def test_a_connection_that_was_cut_while_idle_is_no_failure(tmp_path: Path) -> None:
    server = SshServer(tmp_path / "sshd")
    channel = channel_to(server, tmp_path)
    try:
        channel.deliver(parcel("1" * 20))
        server.stop()
        server.start()
        channel.deliver(parcel("2" * 20))
    finally:
        channel.close()
        server.stop()
    assert len(arrived(tmp_path)) == 8


def test_a_full_disk_is_a_failure_that_leaves_nothing(tmp_path: Path) -> None:
    server = SshServer(tmp_path / "sshd", most_bytes=100_000)
    try:
        failed = failure(channel_to(server, tmp_path), 1_000_000)
    finally:
        server.stop()
    assert str(failed.facts["reason"]).strip()
    assert list((tmp_path / "remote" / "so-y-te").iterdir()) == []


def test_what_the_machine_does_not_permit_is_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "remote" / "so-y-te").mkdir(parents=True)
    server = SshServer(tmp_path / "sshd", read_only=True)
    try:
        failed = failure(channel_to(server, tmp_path))
    finally:
        server.stop()
    assert type(failed) is Undeliverable
    assert "permit" in str(failed)


def test_an_address_is_a_folder_of_its_own(channel: Channel, tmp_path: Path) -> None:
    channel.deliver(replace(parcel(), address="hop-thu/so-y-te"))
    channel.deliver(replace(parcel(), address=str(tmp_path / "elsewhere")))
    assert (tmp_path / "remote/hop-thu/so-y-te" / parcel().delivery / "cover.json").is_file()
    assert (tmp_path / "elsewhere" / parcel().delivery / "cover.json").is_file()


def test_what_a_killed_process_left_is_replaced(channel: Channel, tmp_path: Path) -> None:
    left = tmp_path / "remote" / "so-y-te" / f".{parcel().delivery}.part" / "attachments"
    left.mkdir(parents=True)
    (left / "x").write_text("half")
    channel.deliver(parcel())
    assert arrived(tmp_path) == WHOLE


def test_a_receipt_lies_at_the_sender_s_address_once(channel: Channel, tmp_path: Path) -> None:
    about = DocumentReference(SENDER.organ_id, "01-KL/TU", date(2026, 11, 23))
    at = datetime(2026, 11, 24, tzinfo=UTC)
    receipt = Receipt("1" * 20, about, "0" * 64, SENDER, Status.ACCEPTED, at)
    answer = Answer(receipt, SENDER, "tinh-uy", {"receipt.json": b"{}", "receipt.p7s": b"x"})
    channel.answer(answer)
    channel.answer(replace(answer, files={"receipt.json": b"other"}))
    folder = "tinh-uy/11111111111111111111-03"
    assert arrived(tmp_path) == [f"{folder}/receipt.json", f"{folder}/receipt.p7s"]
    assert (tmp_path / "remote" / folder / "receipt.json").read_bytes() == b"{}"


def test_what_came_in_is_fetched_until_it_is_settled(channel: Channel, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for name, files in {
        "2-01": {"receipt.p7s": b"sig", "receipt.json": b"said"},
        "1": {"01-KL-TU.pdf": b"pdf", "attachments/a.pdf": b"a", "cover.json": b"cover"},
        ".3.part": {"cover.json": b"not there yet"},
    }.items():
        for file, data in files.items():
            (inbox / name / file).parent.mkdir(parents=True, exist_ok=True)
            (inbox / name / file).write_bytes(data)
    (inbox / "note.txt").write_text("no folder")
    (inbox / "1" / "link").symlink_to("/etc/hostname")
    first, second = channel.collect()
    assert list(first.files) == ["cover.json", "01-KL-TU.pdf", "attachments/a.pdf"]
    assert first.files["attachments/a.pdf"] == b"a"
    assert list(second.files.items()) == [("receipt.json", b"said"), ("receipt.p7s", b"sig")]
    assert [f.place for f in channel.collect()] == [first.place, second.place]
    first.settle()
    first.settle()
    assert [f.place for f in channel.collect()] == [second.place]
    assert sorted(f.name for f in inbox.iterdir()) == [".3.part", "2-01", "note.txt"]


def test_a_folder_that_is_too_large_holds_up_no_other(channel: Channel, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for name in ("1", "2"):
        (inbox / name).mkdir(parents=True)
        (inbox / name / "cover.json").write_bytes(b"said")
    with (inbox / "1" / "large.pdf").open("wb") as large:
        large.truncate(300 * 1024**2)  # a hole: no byte of it is written
    coming = channel.collect()
    assert next(coming).place == str(inbox / "2")
    with pytest.raises(ChannelFailed, match="256 MB"):
        next(coming)


def test_without_an_inbox_nothing_comes_in(sshd: SshServer, tmp_path: Path) -> None:
    assert list(channel_to(sshd, tmp_path).collect()) == []


def test_an_inbox_that_is_not_there_is_said(channel: Channel) -> None:
    with pytest.raises(ChannelFailed, match="No such file"):
        list(channel.collect())


@pytest.mark.thorough
def test_many_at_once_use_a_connection_each(channel: Channel, tmp_path: Path) -> None:
    sent = [parcel(f"{number:020d}", size=200_000) for number in range(8)]
    threads = [threading.Thread(target=channel.deliver, args=(each,)) for each in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in sent:
        place = tmp_path / "remote" / "so-y-te" / each.delivery / each.file_name
        assert place.read_bytes() == each.pdf
