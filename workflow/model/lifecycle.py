"""The life of a document as one table: which event may follow which state, and where it leads.

The hints at the end of every command, the diagram in the README and the property tests are made
from this table.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from workflow.model.errors import WrongState
from workflow.model.messages import N_, Message, message


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SIGNING = "signing"
    SIGNED = "signed"
    ISSUED = "issued"
    DISTRIBUTING = "distributing"
    DISTRIBUTED = "distributed"
    ACKNOWLEDGED = "acknowledged"
    RECALLED = "recalled"
    REPLACED = "replaced"


class Act(StrEnum):
    """What happened, as the journal records it."""

    CREATED = "created"
    EDITED = "edited"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    APPROVED = "approved"
    SIGNED_IN_PART = "signed-in-part"
    SIGNED = "signed"
    ISSUED = "issued"
    PRESERVED = "preserved"
    DISTRIBUTION_PLANNED = "distribution-planned"
    DELIVERY_ATTEMPTED = "delivery-attempted"
    DELIVERY_SENT = "delivery-sent"
    DELIVERY_FAILED = "delivery-failed"
    DELIVERY_ACKNOWLEDGED = "delivery-acknowledged"  # journals before version 3 of the tables
    DELIVERY_REPORTED = "delivery-reported"
    DELIVERY_REPLANNED = "delivery-replanned"
    DELIVERY_ABANDONED = "delivery-abandoned"
    DELIVERY_REMINDED = "delivery-reminded"
    DELIVERY_BOUNCED = "delivery-bounced"
    DISTRIBUTED = "distributed"
    ACKNOWLEDGED = "acknowledged"
    UPDATED = "updated"
    REPLACING = "replacing"
    RECALLED = "recalled"
    REPLACED = "replaced"
    # Of documents that others sent; their own table is in model/incoming.py.
    INCOMING_ARRIVED = "incoming-arrived"
    INCOMING_REGISTERED = "incoming-registered"
    INCOMING_REFUSED = "incoming-refused"
    INCOMING_ASSIGNED = "incoming-assigned"
    INCOMING_PROCESSED = "incoming-processed"
    INCOMING_FINISHED = "incoming-finished"
    INCOMING_REPEATED = "incoming-repeated"
    INCOMING_ASKED = "incoming-asked"
    INCOMING_RETURNED = "incoming-returned"
    INCOMING_AGREED = "incoming-agreed"
    INCOMING_KEPT = "incoming-kept"
    INCOMING_SUPERSEDED = "incoming-superseded"
    INCOMING_ANSWERED = "incoming-answered"


NO_LONGER_IN_FORCE = frozenset({State.RECALLED, State.REPLACED})

_SENT_OUT = (State.DISTRIBUTING, State.DISTRIBUTED, State.ACKNOWLEDGED)

TRANSITIONS: dict[tuple[State | None, Act], State] = {
    (None, Act.CREATED): State.DRAFT,
    (State.DRAFT, Act.EDITED): State.DRAFT,
    (State.DRAFT, Act.SUBMITTED): State.SUBMITTED,
    (State.SUBMITTED, Act.REJECTED): State.DRAFT,
    (State.SUBMITTED, Act.APPROVED): State.APPROVED,
    (State.APPROVED, Act.REJECTED): State.DRAFT,
    (State.APPROVED, Act.SIGNED): State.SIGNED,
    # Of several persons each but the last signs in part.
    (State.APPROVED, Act.SIGNED_IN_PART): State.SIGNING,
    (State.SIGNING, Act.SIGNED_IN_PART): State.SIGNING,
    (State.SIGNING, Act.REJECTED): State.DRAFT,
    (State.SIGNING, Act.SIGNED): State.SIGNED,
    (State.SIGNED, Act.ISSUED): State.ISSUED,
    (State.ISSUED, Act.DISTRIBUTION_PLANNED): State.DISTRIBUTING,
    (State.DISTRIBUTING, Act.DELIVERY_ACKNOWLEDGED): State.DISTRIBUTING,
    (State.DISTRIBUTED, Act.DELIVERY_ACKNOWLEDGED): State.DISTRIBUTED,
    (State.DISTRIBUTING, Act.DISTRIBUTED): State.DISTRIBUTED,
    (State.DISTRIBUTED, Act.ACKNOWLEDGED): State.ACKNOWLEDGED,
    (State.ISSUED, Act.REPLACING): State.ISSUED,
    **{
        (state, act): state
        for state in (State.DISTRIBUTING, State.RECALLED, State.REPLACED)
        for act in (Act.DELIVERY_ATTEMPTED, Act.DELIVERY_SENT, Act.DELIVERY_FAILED)
    },
    **{
        (state, act): state
        for state in (*_SENT_OUT, State.RECALLED, State.REPLACED)
        for act in (Act.DELIVERY_REPORTED, Act.DELIVERY_ABANDONED, Act.DELIVERY_REMINDED)
    },
    # What is planned anew is sent again; a recalled or replaced document stays what it is.
    **{
        (state, act): State.DISTRIBUTING
        for state in _SENT_OUT
        for act in (Act.DELIVERY_REPLANNED, Act.DELIVERY_BOUNCED, Act.UPDATED)
    },
    **{
        (state, act): state
        for state in (State.RECALLED, State.REPLACED)
        for act in (Act.DELIVERY_REPLANNED, Act.DELIVERY_BOUNCED)
    },
    **{
        (state, act): end
        for state in (State.ISSUED, *_SENT_OUT)
        for act, end in ((Act.RECALLED, State.RECALLED), (Act.REPLACED, State.REPLACED))
    },
    **{
        (state, Act.PRESERVED): state
        for state in (State.ISSUED, *_SENT_OUT, State.RECALLED, State.REPLACED)
    },
}

NEXT_STEP: dict[State, str] = {
    State.DRAFT: N_("`vanban submit {id}` when the text is ready"),
    State.SUBMITTED: N_("`vanban approve {id}` or `vanban reject {id} --reason …`"),
    State.APPROVED: N_("`vanban sign {id} --key NAME` by {awaiting}"),
    State.SIGNING: N_("`vanban sign {id} --key NAME` by {awaiting}"),
    State.SIGNED: N_("`vanban issue {id} --seal NAME`"),
    State.ISSUED: N_("`vanban distribute {id}`"),
    State.DISTRIBUTING: N_("`vanban distribute {id}` sends what is missing"),
    State.DISTRIBUTED: N_("`vanban track {id}`, and `vanban ack {id} BODY` as receipts come in"),
    State.ACKNOWLEDGED: N_("nothing: every body has acknowledged (`vanban track {id}`)"),
    State.RECALLED: N_(
        "`vanban distribute {id}` sends the recall, `vanban track {id}` shows who answers"
    ),
    State.REPLACED: N_("`vanban track {id}` shows who still holds it"),
}

STATE_NAMES: dict[State, str] = {
    State.DRAFT: N_("draft"),
    State.SUBMITTED: N_("submitted for approval"),
    State.APPROVED: N_("approved"),
    State.SIGNING: N_("signed in part"),
    State.SIGNED: N_("signed"),
    State.ISSUED: N_("issued"),
    State.DISTRIBUTING: N_("being distributed"),
    State.DISTRIBUTED: N_("distributed"),
    State.ACKNOWLEDGED: N_("acknowledged by all"),
    State.RECALLED: N_("recalled"),
    State.REPLACED: N_("replaced"),
}

ACT_NAMES: dict[Act, str] = {
    Act.CREATED: N_("creation"),
    Act.EDITED: N_("change of the draft"),
    Act.SUBMITTED: N_("submission"),
    Act.REJECTED: N_("rejection"),
    Act.APPROVED: N_("approval"),
    Act.SIGNED_IN_PART: N_("signature of one of several persons"),
    Act.SIGNED: N_("signature"),
    Act.ISSUED: N_("issue with number and seal"),
    Act.PRESERVED: N_("preservation of the signatures"),
    Act.DISTRIBUTION_PLANNED: N_("plan of distribution"),
    Act.DELIVERY_ATTEMPTED: N_("attempt of a delivery"),
    Act.DELIVERY_SENT: N_("delivery"),
    Act.DELIVERY_FAILED: N_("failure of a delivery"),
    Act.DELIVERY_ACKNOWLEDGED: N_("acknowledgement"),
    Act.DELIVERY_REPORTED: N_("word of a body about a delivery"),
    Act.DELIVERY_REPLANNED: N_("new plan of a delivery"),
    Act.DELIVERY_ABANDONED: N_("giving up of a delivery"),
    Act.DELIVERY_REMINDED: N_("reminder"),
    Act.DELIVERY_BOUNCED: N_("return of a delivery that did not arrive"),
    Act.DISTRIBUTED: N_("end of distribution"),
    Act.ACKNOWLEDGED: N_("acknowledgement by all"),
    Act.UPDATED: N_("update"),
    Act.REPLACING: N_("taking the place of another document"),
    Act.RECALLED: N_("recall"),
    Act.REPLACED: N_("replacement by another document"),
    Act.INCOMING_ARRIVED: N_("arrival"),
    Act.INCOMING_REGISTERED: N_("registration of an incoming document"),
    Act.INCOMING_REFUSED: N_("refusal of an incoming document"),
    Act.INCOMING_ASSIGNED: N_("assignment"),
    Act.INCOMING_PROCESSED: N_("beginning of the work"),
    Act.INCOMING_FINISHED: N_("end of the work"),
    Act.INCOMING_REPEATED: N_("arrival once more"),
    Act.INCOMING_ASKED: N_("request of the sender"),
    Act.INCOMING_RETURNED: N_("return to the sender"),
    Act.INCOMING_AGREED: N_("agreement to an update"),
    Act.INCOMING_KEPT: N_("refusal of the sender's request"),
    Act.INCOMING_SUPERSEDED: N_("replacement of an incoming document"),
    Act.INCOMING_ANSWERED: N_("receipt to the sender"),
}


def after(state: State | None, act: Act, document: str) -> State:
    """The state that `act` leads to.

    Raises:
        WrongState: `act` is not possible in `state`.
    """
    try:
        return TRANSITIONS[state, act]
    except KeyError:
        name = message(STATE_NAMES[state]) if state else message(N_("not yet created"))
        raise WrongState(
            document=document,
            state=name,
            act=message(ACT_NAMES[act]),
            next=next_step(state, document) if state else message(N_("`vanban draft new TYPE`")),
        ) from None


def next_step(state: State, document: str, awaiting: Sequence[str] = ()) -> Message:
    """What a person would do now, as a sentence.

    Parameters:
        awaiting: the names of those who still have to sign.
    """
    people = ", ".join(awaiting) or message(N_("whom its signature block names"))
    return message(NEXT_STEP[state], id=document, awaiting=people)
