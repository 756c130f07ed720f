"""What offices say to each other: a document with its cover, and the receipts that come back.

A cover and a receipt mean the same on every channel; each channel writes them in its own form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflow.model.messages import N_
from workflow.model.parties import Purpose


class MessageKind(StrEnum):
    """What a message brings (BussinessDocType 0 to 3 of QCVN 102:2016)."""

    NEW = "new"
    RECALL = "recall"
    UPDATE = "update"
    REPLACE = "replace"

    @property
    def brings_a_file(self) -> bool:
        """A recall and an update say something of a document that the body has already."""
        return self in (MessageKind.NEW, MessageKind.REPLACE)


MESSAGE_KIND_NAMES: dict[MessageKind, str] = {
    MessageKind.NEW: N_("document"),
    MessageKind.RECALL: N_("recall"),
    MessageKind.UPDATE: N_("update"),
    MessageKind.REPLACE: N_("replacement"),
}


class Status(StrEnum):
    """What a body says of what it was sent; the values are the codes of the exchange axis."""

    ARRIVED = "01"
    REFUSED = "02"
    ACCEPTED = "03"
    ASSIGNED = "04"
    IN_PROCESS = "05"
    FINISHED = "06"
    TAKE_BACK = "13"  # asked by the sender
    AGREED = "15"  # to a recall or an update
    DECLINED = "16"


STATUS_NAMES: dict[Status, str] = {
    Status.ARRIVED: N_("arrived"),
    Status.REFUSED: N_("refused"),
    Status.ACCEPTED: N_("accepted and registered"),
    Status.ASSIGNED: N_("assigned"),
    Status.IN_PROCESS: N_("in process"),
    Status.FINISHED: N_("finished"),
    Status.TAKE_BACK: N_("asked back"),
    Status.AGREED: N_("agreed"),
    Status.DECLINED: N_("declined"),
}

NEED_A_REASON = frozenset({Status.REFUSED, Status.TAKE_BACK, Status.DECLINED})
LONGEST_REASON = 1000
"""Letters of a reason that the exchange axis takes."""


@dataclass(frozen=True)
class Correspondent:
    """An office that sends or receives. `body` is its id in the sender's directory."""

    organ_id: str
    name: str
    body: str = ""
    email: str = ""


@dataclass(frozen=True)
class DocumentReference:
    """Which document is meant, in words that outlive any database."""

    organ_id: str
    official_number: str
    dated: date

    @property
    def identifier(self) -> str:
        """As the exchange axis names documents: 000.00.00.G22,2015/09/30,7816/VPCP-TTĐT."""
        return f"{self.organ_id},{self.dated:%Y/%m/%d},{self.official_number}"


@dataclass(frozen=True)
class DocumentFacts:
    """What is said of a document beside its file.

    `number` is the bare number of `official_number`; `signer_title` and `authority` are those of
    the first signature block (PHÓ BÍ THƯ; T/M BAN THƯỜNG VỤ); `recipients` are the lines of its
    Nơi nhận as printed; `due` is when it wants to be dealt with. `secrecy` is there on paper only:
    no channel carries what is secret.
    """

    reference: DocumentReference
    number: int
    type: str
    type_name: str
    subject: str
    place: str
    signer: str
    signer_title: str
    authority: str
    recipients: tuple[str, ...]
    pages: int
    copies: int
    urgency: str = ""
    circulation: str = ""
    not_for_media: bool = False
    due: date | None = None
    secrecy: str = ""


@dataclass(frozen=True)
class FileFacts:
    """A file that travels with a cover, by its name there; `encrypted` is the name under which it
    travels where it is closed to the recipient's certificate. The hash is that of the plain file.
    """

    name: str
    sha256: str
    encrypted: str = ""


@dataclass(frozen=True)
class Receiver:
    """A body that has the document from now on, or for a new reason, as an update tells it."""

    organ_id: str
    name: str
    purpose: Purpose


@dataclass(frozen=True)
class Cover:
    """What a receiving program reads beside the file.

    `delivery` is the idempotency key; `about` is the document that a recall, an update or a
    replacement speaks of; `file` is None where no file is brought; `reason` says why something is
    taken back, changed or replaced; `receivers` of an update are those who have the document
    for another reason than before, or from now on.
    """

    delivery: str
    kind: MessageKind
    sender: Correspondent
    recipient: Correspondent
    purpose: Purpose
    document: DocumentFacts
    sent_at: datetime
    file: FileFacts | None
    attachments: tuple[FileFacts, ...] = ()
    about: DocumentReference | None = None
    reason: str = ""
    receivers: tuple[Receiver, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What a body says of a delivery. It is bound to the file by `sha256` (of the file that came
    with the delivery, "" for a message without one), not to a name. Other programs of the exchange
    axis tell neither the delivery nor the hash: both are "", and `about` and `sender` must do.

    `number` is the body's incoming number, with ACCEPTED; `staff` is who deals with it there.
    """

    delivery: str
    about: DocumentReference
    sha256: str
    sender: Correspondent
    status: Status
    at: datetime
    reason: str = ""
    number: str = ""
    staff: str = ""


@dataclass(frozen=True)
class Bounce:
    """A mail system's word that a delivery did not arrive; `permanent`: asking again is no use."""

    delivery: str
    reason: str
    permanent: bool


@dataclass(frozen=True)
class Arrival:
    """A mail system's word that a delivery lies in the body's mailbox, or that it was opened there.

    It leads to ARRIVED and no further: no person has answered for the document. `at` is UTC, None
    where the system did not say; `by` is the address of which it speaks.
    """

    delivery: str
    at: datetime | None
    by: str = ""
