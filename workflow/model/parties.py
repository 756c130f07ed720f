"""Who takes part: the people of the office, and the bodies that receive its documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workflow.model.messages import N_


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
class Body:
    """A body or post that receives documents.

    `organ_id` is the 13-character identifier in four groups (QĐ 20/2020/QĐ-TTg), empty for a
    person's post. `address` is read by the channel: for the folder channel a directory.
    """

    id: str
    name: str
    kind: str
    organ_id: str = ""
    superior: str = ""
    aliases: tuple[str, ...] = ()
    channel: str = "folder"
    address: str = ""


@dataclass(frozen=True)
class Group:
    """Several bodies under one name: listed one by one, or all of some kinds."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    superior: str = ""


class Purpose(StrEnum):
    """Why a body receives the document (HD05 II.I.9.1)."""

    ACTION = "action"
    REPORT = "report"
    INFORMATION = "information"
    ARCHIVE = "archive"


PURPOSE_NAMES: dict[Purpose, str] = {
    Purpose.ACTION: N_("for action"),
    Purpose.REPORT: N_("for report"),
    Purpose.INFORMATION: N_("for information"),
    Purpose.ARCHIVE: N_("for the archive"),
}


@dataclass(frozen=True)
class Recipient:
    """One body that a line of the Nơi nhận stands for; lines are counted from 1."""

    line: int
    printed: str
    purpose: Purpose
    body: str
    name: str
    channel: str
    address: str
    organ_id: str = ""


@dataclass(frozen=True)
class Resolution:
    """What the lines of a Nơi nhận resolve to.

    A body named by several lines appears once, under the first of them.
    """

    recipients: tuple[Recipient, ...] = ()
    unresolved: tuple[Unresolved, ...] = field(default=())


@dataclass(frozen=True)
class Unresolved:
    """A part of a line that stands for nobody, with the nearest names of the directory."""

    line: int
    printed: str
    part: str
    nearest: tuple[str, ...]
