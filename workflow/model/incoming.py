"""A document that another office sent: its life here, from its arrival until it is dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from workflow.model.errors import WrongState
from workflow.model.exchange import MessageKind, Status
from workflow.model.lifecycle import ACT_NAMES, Act
from workflow.model.messages import N_, message


class IncomingState(StrEnum):
    ARRIVED = "arrived"
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    IN_PROCESS = "in-process"
    FINISHED = "finished"
    REFUSED = "refused"
    RETURNED = "returned"
    SUPERSEDED = "superseded"


INCOMING_STATE_NAMES: dict[IncomingState, str] = {
    IncomingState.ARRIVED: N_("arrived, to be looked at"),
    IncomingState.REGISTERED: N_("registered"),
    IncomingState.ASSIGNED: N_("assigned"),
    IncomingState.IN_PROCESS: N_("in process"),
    IncomingState.FINISHED: N_("finished"),
    IncomingState.REFUSED: N_("refused"),
    IncomingState.RETURNED: N_("returned"),
    IncomingState.SUPERSEDED: N_("superseded"),
}

INCOMING_NEXT_STEP: dict[IncomingState, str] = {
    IncomingState.ARRIVED: N_(
        "`vanban incoming accept {id}` registers it, or `vanban incoming refuse {id} --reason …`"
    ),
    IncomingState.REGISTERED: N_("`vanban incoming assign {id} --to NAME`"),
    IncomingState.ASSIGNED: N_("`vanban incoming process {id}` when work on it begins"),
    IncomingState.IN_PROCESS: N_("`vanban incoming finish {id}`"),
    IncomingState.FINISHED: N_("nothing: it is dealt with (`vanban incoming show {id}`)"),
    IncomingState.REFUSED: N_("nothing: the sender was told why (`vanban incoming show {id}`)"),
    IncomingState.RETURNED: N_("nothing: it is no longer in force"),
    IncomingState.SUPERSEDED: N_("work with the document that takes its place"),
}

HELD = frozenset(
    {
        IncomingState.REGISTERED,
        IncomingState.ASSIGNED,
        IncomingState.IN_PROCESS,
        IncomingState.FINISHED,
    }
)
"""The office has registered the document, and works by it."""

_TAKEN = HELD | {IncomingState.SUPERSEDED}

INCOMING_TRANSITIONS: dict[tuple[IncomingState | None, Act], IncomingState] = {
    (None, Act.INCOMING_ARRIVED): IncomingState.ARRIVED,
    (IncomingState.ARRIVED, Act.INCOMING_REGISTERED): IncomingState.REGISTERED,
    (IncomingState.ARRIVED, Act.INCOMING_REFUSED): IncomingState.REFUSED,
    # A refusal may have been a mistake; who refused it registers it after all.
    (IncomingState.REFUSED, Act.INCOMING_REGISTERED): IncomingState.REGISTERED,
    (IncomingState.REGISTERED, Act.INCOMING_ASSIGNED): IncomingState.ASSIGNED,
    (IncomingState.ASSIGNED, Act.INCOMING_ASSIGNED): IncomingState.ASSIGNED,
    (IncomingState.IN_PROCESS, Act.INCOMING_ASSIGNED): IncomingState.ASSIGNED,
    (IncomingState.ASSIGNED, Act.INCOMING_PROCESSED): IncomingState.IN_PROCESS,
    **{
        (state, Act.INCOMING_FINISHED): IncomingState.FINISHED
        for state in (IncomingState.REGISTERED, IncomingState.ASSIGNED, IncomingState.IN_PROCESS)
    },
    **{(state, Act.INCOMING_ASKED): state for state in _TAKEN},
    **{(state, Act.INCOMING_KEPT): state for state in _TAKEN},
    **{(state, Act.INCOMING_AGREED): state for state in _TAKEN},
    **{(state, Act.INCOMING_RETURNED): IncomingState.RETURNED for state in _TAKEN},
    **{
        (state, Act.INCOMING_SUPERSEDED): IncomingState.SUPERSEDED
        for state in HELD | {IncomingState.ARRIVED}
    },
    # What comes again is answered again, whatever became of it.
    **{(state, Act.INCOMING_REPEATED): state for state in IncomingState},
    **{(state, Act.INCOMING_ANSWERED): state for state in IncomingState},
}

TOLD: dict[Act, Status] = {
    Act.INCOMING_ARRIVED: Status.ARRIVED,
    Act.INCOMING_REGISTERED: Status.ACCEPTED,
    Act.INCOMING_REFUSED: Status.REFUSED,
    Act.INCOMING_ASSIGNED: Status.ASSIGNED,
    Act.INCOMING_PROCESSED: Status.IN_PROCESS,
    Act.INCOMING_FINISHED: Status.FINISHED,
    Act.INCOMING_ASKED: Status.ARRIVED,
    Act.INCOMING_RETURNED: Status.AGREED,
    Act.INCOMING_AGREED: Status.AGREED,
    Act.INCOMING_KEPT: Status.DECLINED,
}
"""What the sender is told of each act, where it is told of it."""


class Refusal(StrEnum):
    """Why a document is not taken; the sender reads the reason in words."""

    DAMAGED = "damaged"
    CLOSED = "closed to another key"
    UNREADABLE = "unreadable"
    NOT_VALID = "signature not valid"
    NOT_FOR_US = "not addressed to us"
    OTHER_FACTS = "cover and file differ"
    OTHER_BYTES = "another file under the same number"


REFUSAL_REASONS: dict[Refusal, str] = {
    Refusal.DAMAGED: N_("The file “{name}” is damaged: it is not what its cover names."),
    Refusal.CLOSED: N_(
        "The file “{name}” is closed to another certificate than that of this office, or damaged."
    ),
    Refusal.UNREADABLE: N_("The file “{name}” cannot be read as a PDF."),
    Refusal.NOT_VALID: N_("The file's signatures are not valid: {problems}"),
    Refusal.NOT_FOR_US: N_("The document is addressed to {recipient}, not to {organ}."),
    Refusal.OTHER_FACTS: N_("The cover says {cover}, the file says {file}."),
    Refusal.OTHER_BYTES: N_(
        "{document} is registered here already with another file (SHA-256 {sha256})."
    ),
}


@dataclass(frozen=True)
class IncomingDocument:
    """A line of the register of incoming documents, and what became of it since.

    `delivery` is the sender's id of its first delivery, "" for a file that came without a cover.
    `sender_organ` is the sender's identifier of 13 characters, "" where it is not told; `body` the
    sender in the directory. `came_by` is the channel, "" where somebody brought the file.
    `number` is the incoming number in `year`. `asked` is a recall or an update that waits for an
    answer. `owed` counts the receipts that the sender does not have yet. `doubts` are sentences,
    one a line. Times are UTC.
    """

    id: str
    version: int
    state: IncomingState
    delivery: str
    kind: MessageKind
    about: str
    sender_organ: str
    sender: str
    body: str
    official_number: str
    dated: date
    type_name: str
    subject: str
    signer: str
    urgency: str
    came_by: str
    file_name: str
    sha256: str
    doubts: str
    arrived_at: datetime
    number: int | None = None
    year: str = ""
    registered_at: datetime | None = None
    assigned_to: str = ""
    assigned_at: datetime | None = None
    due: date | None = None
    finished_at: datetime | None = None
    note: str = ""
    reason: str = ""
    asked: str = ""
    asked_delivery: str = ""
    asked_reason: str = ""
    superseded_by: str = ""
    owed: int = 0

    @property
    def label(self) -> str:
        """How the clerk calls it: the incoming number with its year, or the id's beginning."""
        return f"{self.number}/{self.year}" if self.number else self.id[:6]

    @property
    def held(self) -> bool:
        return self.state in HELD

    @property
    def type_and_subject(self) -> str:
        """As registers cite it: Kết luận về công tác văn thư."""
        return " ".join(filter(None, (self.type_name.capitalize(), self.subject)))


INCOMING_ACTS = frozenset(act for _, act in INCOMING_TRANSITIONS)


def after(state: IncomingState | None, act: Act, document: str) -> IncomingState:
    """The state that `act` leads to.

    Raises:
        WrongState: `act` is not possible in `state`.
    """
    try:
        return INCOMING_TRANSITIONS[state, act]
    except KeyError:
        name = INCOMING_STATE_NAMES[state] if state else N_("not yet here")
        step = INCOMING_NEXT_STEP[state] if state else N_("`vanban receive FILE`")
        raise WrongState(
            document=document,
            state=message(name),
            act=message(ACT_NAMES[act]),
            next=message(step, id=document),
        ) from None
