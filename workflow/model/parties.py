"""Who takes part: the people of the office, and the bodies that receive its documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workflow.model.messages import N_, Message
from workflow.model.periods import ALWAYS, Period


class Role(StrEnum):
    DRAFTER = "drafter"
    APPROVER = "approver"
    SIGNER = "signer"
    CLERK = "clerk"


ROLE_NAMES: dict[Role, str] = {
    Role.DRAFTER: N_("drafter"),
    Role.APPROVER: N_("approver"),
    Role.SIGNER: N_("signer"),
    Role.CLERK: N_("records clerk"),
}


@dataclass(frozen=True)
class Person:
    """Someone of the office or of a partner; `id` is the name under [people] in office.toml.

    `organ` is the partner whose person this is, "" for the office's own.
    """

    id: str
    name: str
    title: str
    roles: frozenset[Role]
    organ: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.title})"


@dataclass(frozen=True)
class Way:
    """A channel of the office and the address there; what an address is the channel says."""

    channel: str
    address: str = ""


@dataclass(frozen=True)
class Body:
    """A body or post that receives documents.

    `organ_id` is the 13-character identifier in four groups (QĐ 20/2020/QĐ-TTg), empty for a
    person's post. `channel` and `address` are its first way, `further_ways` those after it.
    `certificate` is a file below recipients/; with `encrypt` files are closed to it. The body is
    there in `period`; after that `successor` stands for it.
    """

    id: str
    name: str
    kind: str
    organ_id: str = ""
    superior: str = ""
    aliases: tuple[str, ...] = ()
    channel: str = "folder"
    address: str = ""
    short: str = ""
    further_ways: tuple[Way, ...] = ()
    email: str = ""
    certificate: str = ""
    encrypt: bool = False
    period: Period = ALWAYS
    successor: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways to it, the one to take first."""
        return (Way(self.channel, self.address), *self.further_ways)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.name, self.short, *self.aliases)))


@dataclass(frozen=True)
class Group:
    """Several bodies under one name: listed one by one, or all of some kinds, those only that
    stand directly under `superior`, or at any depth under `under`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    superior: str = ""
    under: str = ""
    short: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.name, self.short, *self.aliases)))


@dataclass(frozen=True)
class Post:
    """What an official is, in which body, and how long: Giám đốc Sở Y tế."""

    title: str
    body: str
    period: Period = ALWAYS


@dataclass(frozen=True)
class Official:
    """Somebody of another body; what is sent to them goes to the body of the post they hold."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Purpose(StrEnum):
    """Why a body receives the document (HD05 II.I.9.1)."""

    ACTION = "action"
    REPORT = "report"
    INFORMATION = "information"
    COORDINATION = "coordination"
    ARCHIVE = "archive"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.ACTION: N_("for action"),
    Purpose.REPORT: N_("for report"),
    Purpose.INFORMATION: N_("for information"),
    Purpose.COORDINATION: N_("for coordination"),
    Purpose.ARCHIVE: N_("for the archive"),
}


@dataclass(frozen=True)
class Recipient:
    """One body that a line of the Nơi nhận stands for; lines are counted from 1.

    `person` is the official whom the line names or whose post it names. `copies` counts for the
    archive: how many it keeps. A unit of the office that keeps one is no body of the directory and
    has no channel.
    """

    line: int
    printed: str
    purpose: Purpose
    body: str
    name: str
    channel: str
    address: str
    organ_id: str = ""
    person: str = ""
    copies: int = 1


@dataclass(frozen=True)
class Resolution:
    """What the lines of a Nơi nhận resolve to.

    A body named by several lines appears once, under the first of them. `unnamed` are words that
    name nobody in particular, such as “các tổ chức, cá nhân có liên quan” of an article.
    """

    recipients: tuple[Recipient, ...] = ()
    unresolved: tuple[Unresolved, ...] = field(default=())
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A name of the directory that looks like what was written; `likeness` in percent."""

    name: str
    likeness: int

    def __str__(self) -> str:
        return f"{self.name} ({self.likeness}%)"


@dataclass(frozen=True)
class Unresolved:
    """A part of a line that stands for nobody: with the names that look most like it, or with the
    reason why a name that is known means nobody here."""

    line: int
    printed: str
    part: str
    proposals: tuple[Proposal, ...] = ()
    reason: Message | None = None

    @property
    def nearest(self) -> tuple[str, ...]:
        return tuple(proposal.name for proposal in self.proposals)
