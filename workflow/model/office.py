"""The office itself: its organ, term, people, keys, seals and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflow.model.delivery import PAUSES
from workflow.model.errors import UnknownChannel, UnknownKey, UnknownPerson
from workflow.model.parties import Person, Role
from workflow.model.signature_level import Signing

PSS, PKCS1 = "pss", "pkcs1v15"
"""Paddings of an RSA signature: RSASSA-PSS (TT 15/2025/TT-BKHCN, annex) and PKCS#1 v1.5."""


class Revocation(StrEnum):
    """Whose revocation must be known before a certificate may sign."""

    REQUIRE = "require"  # every certificate's below the trust anchor
    IF_NAMED = "if-named"  # of those that name a place to ask
    OFF = "off"


SEAL_TEXTS = ("signer", "email", "organ", "time")
"""What may stand beside a seal: whose certificate, which address, which organ, and when."""

ANY_ORDER, PRINCIPAL_LAST = "any", "principal-last"
"""In what order several persons sign; the principal is the one whose block is first."""

PROMPT = "prompt"
"""Where a secret is when it is typed."""

ORGAN_HOLDER = "organ"
"""The `holder` of a key that belongs to the organ, not to a person."""


@dataclass(frozen=True)
class Organ:
    """`issuer` is the body that decides (Ban Thường vụ Tỉnh uỷ), `name` the one that is printed:
    both a province's committee and its standing committee print one line (HD05 II.I.2.1)."""

    id: str
    name: str
    abbreviation: str
    family: str
    place: str
    superior: str
    issuer: str


@dataclass(frozen=True)
class Partner:
    """An organ that issues documents together with this office; its people sign, and its seal is
    put, here."""

    id: str
    name: str
    abbreviation: str


@dataclass(frozen=True)
class Term:
    """A term of office (nhiệm kỳ); numbers start anew with each."""

    name: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Key:
    """A signing key; `holder` is a person's id or "organ". Paths are relative to the office.

    `padding` counts for RSA keys; `image_width` is that of the signature on the page, mm (0: as the
    rules of form have it); `settings` are those of its source.
    """

    id: str
    source: str
    holder: str
    image: str = ""
    padding: str = PSS
    image_width: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seal:
    """The organ's seal: the key that signs and the image that shows; `diameter` in mm.

    `organ` is the partner whose seal it is, "" for the office's own. `text` is what stands on its
    right (of SEAL_TEXTS), `text_width` the room for it, mm.
    """

    id: str
    key: str
    image: str
    diameter: float
    organ: str = ""
    text: tuple[str, ...] = ()
    text_width: float = 44.0
    email: str = ""


@dataclass(frozen=True)
class ChannelSettings:
    """A way to recipients; `settings` are those of its kind. Paths are relative to the office."""

    id: str
    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DaysOff:
    """What the office says of single days: those on which it is closed though others work, and
    those on which it works though others do not (làm bù)."""

    closed: frozenset[date] = frozenset()
    open: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Office:
    """`patience`: seconds to wait for a service that says whether a certificate is revoked;
    `receipt_key`: the key that signs receipts, "" for none; `opening_key`: the one that opens files
    closed to this office, "" for the same; `pauses`: minutes until a delivery that
    failed is tried again, after its first, second, … attempt."""

    organ: Organ
    term: Term
    people: Mapping[str, Person]
    partners: Mapping[str, Partner]
    order: str
    keys: Mapping[str, Key]
    seals: Mapping[str, Seal]
    trust: str
    revocation: str
    patience: float
    database: str
    channels: Mapping[str, ChannelSettings]
    signing: Signing
    receipt_key: str = ""
    opening_key: str = ""
    pauses: tuple[int, ...] = PAUSES
    days_off: DaysOff = DaysOff()

    def person(self, name: str) -> Person:
        """
        Raises:
            UnknownPerson: nobody under [people] has this id.
        """
        if name not in self.people:
            raise UnknownPerson(name=name, known=", ".join(self.people))
        return self.people[name]

    def key(self, name: str) -> Key:
        """
        Raises:
            UnknownKey: no table [keys.NAME].
        """
        if name not in self.keys:
            raise UnknownKey(name=name, known=", ".join(self.keys) or "–")
        return self.keys[name]

    def seal(self, name: str) -> Seal:
        """
        Raises:
            UnknownKey: no table [seals.NAME].
        """
        if name not in self.seals:
            raise UnknownKey(name=name, known=", ".join(self.seals) or "–")
        return self.seals[name]

    def channel(self, name: str) -> ChannelSettings:
        """
        Raises:
            UnknownChannel: no table [channels.NAME].
        """
        if name not in self.channels:
            raise UnknownChannel(name=name, known=", ".join(self.channels) or "–")
        return self.channels[name]

    def organ_name(self, organ: str) -> str:
        """The name of a partner; of this office's organ for ""."""
        return self.partners[organ].name if organ else self.organ.name

    def seal_of(self, organ: str) -> Seal | None:
        """The first seal of a partner, or of this office's organ for ""."""
        return next((seal for seal in self.seals.values() if seal.organ == organ), None)

    def people_with(self, role: Role) -> list[Person]:
        return [person for person in self.people.values() if role in person.roles]
