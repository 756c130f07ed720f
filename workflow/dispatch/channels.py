"""Ways to a recipient and back: one port for all channels.

A kind of channel is an entry point in the group `vanban.channels`: an object that says which
settings a table [channels.NAME] of its kind has, and opens such a channel. The built-in kinds
(`kinds.py`) go through the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol, runtime_checkable

from workflow.model.errors import ChannelFailed, UnknownKey
from workflow.model.exchange import Correspondent, Cover, Receipt
from workflow.model.extensions import installed
from workflow.model.messages import N_, Message, message
from workflow.model.office import ChannelSettings
from workflow.model.settings import Value

GROUP = "vanban.channels"


@dataclass(frozen=True)
class Parcel:
    """What goes to one body. The cover's `delivery` is the idempotency key: however often a channel
    is asked to deliver it, the body has it once. `file_name` and `pdf` are empty where the message
    brings no file. `attachments` are files of their own, by their names."""

    cover: Cover
    address: str
    file_name: str = ""
    pdf: bytes = field(default=b"", repr=False)
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def delivery(self) -> str:
        return self.cover.delivery

    @property
    def body(self) -> str:
        return self.cover.recipient.body

    @property
    def name(self) -> str:
        return self.cover.recipient.name


def attachment_place(name: str) -> str:
    """Where an attachment stands in a parcel, beside the document: names may be alike."""
    return f"attachments/{name}"


class Handover(Enum):
    """What a channel did with a parcel."""

    SENT = "sent"
    BY_HAND = "by hand"  # it is ready for the clerk, who says when it is gone


@dataclass(frozen=True)
class Found:
    """Something that came in by a channel: a receipt, a bounce, a document.

    `place` is where it lay, for people; `files` are its bytes by their names, the one that says
    what it is first. `settle` takes it away, once what it says is recorded.
    """

    place: str
    files: Mapping[str, bytes] = field(repr=False)
    settle: Callable[[], None] = field(repr=False)


@dataclass(frozen=True)
class Brought:
    """A message of another office: its cover, and the files that it names, by their names there."""

    cover: Cover
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class Reported:
    """A receipt of another office as it came: `data` is the file that says it, `signature` the
    detached CMS over that file, b"" where there is none. `proven`: the file itself was signed by
    its sender, and that is checked (edXML)."""

    receipt: Receipt
    data: bytes = field(repr=False)
    signature: bytes = field(default=b"", repr=False)
    proven: bool = False


@dataclass(frozen=True)
class Answer:
    """A receipt on its way back to who sent the document.

    `address` is the sender's on this channel; `files` are the receipt in our own form, with its
    signature where the office has a key.
    """

    receipt: Receipt
    recipient: Correspondent
    address: str
    files: Mapping[str, bytes] = field(repr=False)


def no_key(name: str, data: bytes) -> bytes:
    """
    Raises:
        UnknownKey: there are no keys here.
    """
    raise UnknownKey(name=name, known="–")


@dataclass(frozen=True)
class Surroundings:
    """What a channel may use of its office.

    Attributes:
        directory: the office's; paths in the settings are relative to it.
        ask: gives the secret that a setting of the channel places; `SecretMissing` is raised.
        sign: gives an edXML message back with its envelope signed by a key of the office, by the
            key's name; `SigningError` is raised.
    """

    directory: Path
    ask: Callable[[ChannelSettings, str, Message], str]
    sign: Callable[[str, bytes], bytes] = no_key


class Channel(Protocol):
    """An open channel. `deliver` is called from several threads at once."""

    @property
    def parallel(self) -> int:
        """How many deliveries to one host may be under way at the same time."""
        ...

    def host(self, parcel: Parcel) -> str:
        """What the bound on deliveries at the same time counts for."""
        ...

    def deliver(self, parcel: Parcel) -> Handover:
        """Bring a parcel to its body, whole; asked again with the same delivery, do nothing.

        Raises:
            ChannelFailed: it is not there; unless it is Undeliverable, asking again may help.
        """
        ...

    def answer(self, answer: Answer) -> None:
        """Bring a receipt to the office that sent the document; the same receipt again does no
        harm.

        Raises:
            ChannelFailed: it is not there.
        """
        ...

    def collect(self) -> Iterator[Found]:
        """What came in since; what is not settled comes again the next time.

        Raises:
            ChannelFailed: nobody can say whether something came in.
        """
        ...

    def close(self) -> None:
        """End what is open to hosts."""
        ...


@runtime_checkable
class Letters(Protocol):
    """What a channel can also do that writes plain letters, such as reminders."""

    def write_letter(self, address: str, subject: str, text: str, id: str) -> None:
        """Write to somebody.

        Parameters:
            id: the idempotency key; the same letter sent again bears it again.

        Raises:
            ChannelFailed: it is not on its way.
        """
        ...


class ChannelKind(Protocol):
    @property
    def settings(self) -> Mapping[str, Value]:
        """What a table [channels.NAME] of this kind says besides its kind."""
        ...

    @property
    def electronic(self) -> bool:
        """Whether it leaves the house by wire: then nothing secret may go by it."""
        ...

    def open(self, settings: ChannelSettings, around: Surroundings) -> Channel:
        """
        Raises:
            ChannelFailed: it cannot be used at all.
        """
        ...


def open_channel(settings: ChannelSettings, around: Surroundings) -> Channel:
    """
    Raises:
        ChannelFailed: no installed channel is of this kind, or it cannot be used at all.
    """
    return channel_kind(settings.kind).open(settings, around)


def channel_kind(name: str) -> ChannelKind:
    """
    Raises:
        ChannelFailed: no installed channel is of this kind.
    """
    for entry in installed(GROUP):
        if entry.name == name:
            try:
                kind: ChannelKind = entry.load()
            except (ImportError, AttributeError) as error:
                raise ChannelFailed(channel=name, body="–", reason=error) from None
            return kind
    reason = message(N_("no such channel is installed"))
    raise ChannelFailed(channel=name, body="–", reason=reason)


def channel_forms() -> dict[str, Mapping[str, Value]]:
    """The settings of every installed kind of channel, by its name.

    Raises:
        ChannelFailed: an installed kind cannot be loaded.
    """
    names = sorted({entry.name for entry in installed(GROUP)})
    return {name: channel_kind(name).settings for name in names}
