"""Mailboxes: what came in is seen once it is settled no more, and not lost before."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.imap_server import PASSWORD, USER, ImapHost, running_imap_host
from tests.mail_server import DOMAIN
from workflow.dispatch.channels import Found, Surroundings
from workflow.dispatch.mail import MailChannel
from workflow.dispatch.mail_kind import MAIL
from workflow.model.errors import ChannelFailed
from workflow.model.messages import Message
from workflow.model.office import ChannelSettings

pytestmark = pytest.mark.slow  # Dovecot starts

MAILS = {f"{number}.test": f"Subject: {number}\r\n\r\nthư\r\n.\r\n".encode() for number in range(3)}

Open = Callable[..., MailChannel]


@pytest.fixture(scope="module")
def running() -> Iterator[ImapHost]:
    with running_imap_host() as host:
        yield host


@pytest.fixture
def imap(running: ImapHost) -> ImapHost:
    running.empty()
    return running


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """`opened(setting=…)` is a channel that sends nothing, and collects as the settings say."""
    channels = []

    def ask(_: ChannelSettings, setting: str, __: Message) -> str:
        return PASSWORD if setting == "imap_password" else "another"

    def open_(**settings: Any) -> MailChannel:
        told = {name: value.default for name, value in MAIL.settings.items()}
        told |= {"host": "localhost", "from": f"van-thu@{DOMAIN}", "patience": 5.0} | settings
        channels.append(
            MAIL.open(ChannelSettings("mail", "mail", told), Surroundings(tmp_path, ask))
        )
        return channels[-1]

    yield open_
    for channel in channels:
        channel.close()


def by_imap(imap: ImapHost, **further: Any) -> dict[str, Any]:
    return {
        "imap_host": "localhost", "imap_port": imap.tls_port, "imap_user": USER,
        "imap_password": "file:p", "tls": str(imap.authorities),
    } | further  # fmt: skip


def contents(found: list[Found]) -> set[bytes]:
    return {data for each in found for data in each.files.values()}


# -- both alike ------------------------------------------------------------------------------------


@pytest.fixture(params=["imap", "maildir"])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> Box:
    if request.param == "imap":
        imap = request.getfixturevalue("imap")
        return Box(imap.maildir, by_imap(imap), imap.bring)
    root = tmp_path / "Maildir"
    for folder in ("tmp", "new", "cur"):
        (root / folder).mkdir(parents=True)
    return Box(root, {"maildir": "Maildir"}, lambda n, d: (root / "new" / n).write_bytes(d))


class Box:
    """A mailbox and the settings by which a channel collects from it."""

    def __init__(
        self, root: Path, settings: dict[str, Any], bring: Callable[[str, bytes], object]
    ) -> None:
        self.root, self.settings, self.bring = root, settings, bring

    def bring_all(self) -> None:
        for name, data in MAILS.items():
            self.bring(name, data)

    def done(self) -> set[bytes]:
        folder = self.root / ".Processed"
        files = [*folder.glob("new/*"), *folder.glob("cur/*")]
        return {file.read_bytes() for file in files}


def test_what_came_in_is_found_as_it_came(box: Box, opened: Open) -> None:
    box.bring_all()
    found = list(opened(**box.settings).collect())
    assert contents(found) == set(MAILS.values())
    assert all(list(each.files) == ["message.eml"] for each in found)
    assert len({each.place for each in found}) == 3


def test_what_is_not_settled_is_found_again(box: Box, opened: Open) -> None:
    box.bring_all()
    channel = opened(**box.settings)
    for way in (channel, channel, opened(**box.settings)):
        assert contents(list(way.collect())) == set(MAILS.values())


def test_what_is_settled_moves_aside_and_is_kept(box: Box, opened: Open) -> None:
    box.bring_all()
    channel = opened(**box.settings)
    first, *others = list(channel.collect())
    first.settle()
    assert contents(list(channel.collect())) == contents(others)
    for each in others:
        each.settle()
    assert list(opened(**box.settings).collect()) == []
    assert box.done() == set(MAILS.values())


@pytest.mark.parametrize("done", ["Vanban.Read", "Vanban"])
def test_the_folder_for_what_was_read_may_be_another(box: Box, opened: Open, done: str) -> None:
    box.bring("1.test", MAILS["1.test"])
    (found,) = opened(**box.settings | {"done": done}).collect()
    found.settle()
    (file,) = (box.root / f".{done}").glob("*/1*")
    assert file.read_bytes() == MAILS["1.test"]


def test_settling_twice_does_no_harm(box: Box, opened: Open) -> None:
    box.bring_all()
    found = list(opened(**box.settings).collect())
    found[0].settle()
    found[0].settle()
    assert len(list(opened(**box.settings).collect())) == 2


def test_what_comes_later_is_found_later(box: Box, opened: Open) -> None:
    channel = opened(**box.settings)
    assert list(channel.collect()) == []
    box.bring("1.test", MAILS["1.test"])
    assert contents(list(channel.collect())) == {MAILS["1.test"]}


def test_a_large_mail_comes_whole(box: Box, opened: Open) -> None:
    large = b"Subject: a\r\n\r\n" + b"0123456789\r\n" * 100_000
    box.bring("1.test", large)
    assert contents(list(opened(**box.settings).collect())) == {large}


def test_a_channel_without_a_mailbox_finds_nothing(opened: Open) -> None:
    assert list(opened().collect()) == []


# -- IMAP ------------------------------------------------------------------------------------------


def test_with_starttls(imap: ImapHost, opened: Open) -> None:
    imap.bring("1.test", MAILS["1.test"])
    settings = by_imap(imap, imap_port=imap.port, imap_security="starttls")
    assert contents(list(opened(**settings).collect())) == {MAILS["1.test"]}


def test_others_see_what_was_only_found_as_unread(imap: ImapHost, opened: Open) -> None:
    imap.bring("1.test", MAILS["1.test"])
    list(opened(**by_imap(imap)).collect())
    other = imaplib.IMAP4_SSL(
        "localhost", imap.tls_port,
        ssl_context=ssl.create_default_context(cafile=str(imap.authorities)),
    )  # fmt: skip
    other.authenticate("PLAIN", lambda _: f"\0{USER}\0{PASSWORD}".encode())
    other.select("INBOX")
    assert other.uid("SEARCH", "UNSEEN")[1] == [b"1"]
    other.logout()


def test_a_connection_that_was_cut_before_settling_is_opened_again(
    imap: ImapHost, opened: Open
) -> None:
    imap.bring("1.test", MAILS["1.test"])
    channel = opened(**by_imap(imap))
    (found,) = channel.collect()
    channel._mailbox._imap.shutdown()  # type: ignore[union-attr]
    found.settle()
    assert list(channel.collect()) == []


def test_a_mail_that_cannot_be_moved_is_said(tmp_path: Path, opened: Open) -> None:
    for folder in ("new", "cur"):
        (tmp_path / "m" / folder).mkdir(parents=True)
    (tmp_path / "m" / "new" / "1.test").write_bytes(MAILS["1.test"])
    (tmp_path / "m" / ".Processed").write_text("a file where the folder should be")
    (found,) = opened(maildir="m").collect()
    with pytest.raises(ChannelFailed, match="cannot be used"):
        found.settle()
    assert len(list(opened(maildir="m").collect())) == 1


@pytest.mark.parametrize("offered", [(), ("UIDPLUS",)])
def test_a_server_that_cannot_move_copies(
    imap: ImapHost, opened: Open, offered: tuple[str, ...]
) -> None:
    for name, data in MAILS.items():
        imap.bring(name, data)
    channel = opened(**by_imap(imap))
    first, *others = list(channel.collect())
    channel._mailbox._imap.capabilities = offered  # type: ignore[union-attr]
    first.settle()
    assert contents(list(channel.collect())) == contents(others)
    kept = [*imap.maildir.glob(".Processed/new/*"), *imap.maildir.glob(".Processed/cur/*")]
    assert {file.read_bytes() for file in kept} == contents([first])


@pytest.mark.parametrize(
    ("setting", "says"),
    [({"imap_user": "nobody"}, "AUTHENTICATIONFAILED"), ({"imap_port": 1}, "refused"),
     ({"tls": ""}, "unable to get local issuer certificate")],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_read_is_said(
    imap: ImapHost, opened: Open, setting: dict[str, Any], says: str
) -> None:
    channel = opened(**by_imap(imap, **setting))
    with pytest.raises(ChannelFailed, match=says) as failed:
        list(channel.collect())
    assert PASSWORD not in str(failed.value)


# -- Maildir ---------------------------------------------------------------------------------------


def test_what_a_person_has_opened_is_still_found(tmp_path: Path, opened: Open) -> None:
    for folder in ("new", "cur"):
        (tmp_path / "m" / folder).mkdir(parents=True)
    (tmp_path / "m" / "cur" / "1.test:2,S").write_bytes(MAILS["1.test"])
    (found,) = opened(maildir="m").collect()
    found.settle()
    assert list(opened(maildir="m").collect()) == []
    assert (tmp_path / "m" / ".Processed" / "cur" / "1.test:2,S").read_bytes() == MAILS["1.test"]


def test_what_a_person_opens_meanwhile_is_settled_all_the_same(
    tmp_path: Path, opened: Open
) -> None:
    for folder in ("new", "cur"):
        (tmp_path / "m" / folder).mkdir(parents=True)
    (tmp_path / "m" / "new" / "1.test").write_bytes(MAILS["1.test"])
    (found,) = opened(maildir="m").collect()
    (tmp_path / "m" / "new" / "1.test").rename(tmp_path / "m" / "cur" / "1.test:2,S")
    found.settle()
    assert list(opened(maildir="m").collect()) == []


def test_a_maildir_that_is_not_there_is_said(opened: Open) -> None:
    with pytest.raises(ChannelFailed, match=r"Maildir .*No such file"):
        list(opened(maildir="missing").collect())
