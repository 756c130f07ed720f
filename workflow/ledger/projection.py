"""What the events add up to: the rows of documents, deliveries, the register and what came in.

Applied in the transaction that writes the events, so the two never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, select, update

from workflow.ledger import incoming
from workflow.ledger.schema import deliveries, documents, register
from workflow.model.delivery import DeliveryState
from workflow.model.events import Event, utc_text
from workflow.model.exchange import Status
from workflow.model.incoming import after as after_incoming
from workflow.model.lifecycle import Act, State, after

_PLANS = frozenset({Act.DISTRIBUTION_PLANNED, Act.UPDATED, Act.RECALLED})
_OF_ONE_DELIVERY = frozenset(act for act in Act if act.value.startswith("delivery-"))


def _unless_answered(state: DeliveryState) -> Any:
    """A body may answer before the end of the attempt is recorded; its word counts more."""
    here = deliveries.c.state
    return case((here == DeliveryState.SENDING.value, state.value), else_=here)


# What each event of a fan-out changes; the facts are filled in by `_facts`.
_ALIKE = {
    act: update(deliveries).where(deliveries.c.id == bindparam("delivery")).values(changes)
    for act, changes in {
        Act.DELIVERY_ATTEMPTED: {
            "state": DeliveryState.SENDING.value,
            "attempts": deliveries.c.attempts + 1,
            "tries": deliveries.c.tries + 1,
            "sha256": bindparam("file"),
            "next_attempt_at": None,
        },
        Act.DELIVERY_SENT: {
            "state": _unless_answered(DeliveryState.SENT),
            "sent_at": bindparam("at"),
            "last_error": "",
        },
        Act.DELIVERY_FAILED: {
            "state": _unless_answered(DeliveryState.FAILED),
            "last_error": bindparam("error"),
            "next_attempt_at": bindparam("again"),
        },
        Act.DELIVERY_ABANDONED: {
            "state": DeliveryState.ABANDONED.value,
            "reason": bindparam("why"),
            "next_attempt_at": None,
        },
    }.items()
}


def apply_to_document(connection: Connection, events: Sequence[Event]) -> None:
    """Bring the rows of a document of this office up to its newest events.

    Raises:
        WrongState: an act does not follow from the document's state.
    """
    id = events[0].document
    found = connection.execute(select(documents.c.state).where(documents.c.id == id)).scalar()
    state = State(found) if found else None
    for event in events:
        state = after(state, event.act, id[:6])
    assert state is not None
    _apply(connection, events, state)


def apply_to_incoming(connection: Connection, events: Sequence[Event]) -> None:
    """Bring the row of a document that others sent up to its newest events.

    Raises:
        WrongState: an act does not follow from the document's state.
    """
    id = events[0].document
    if own := connection.execute(select(documents.c.state).where(documents.c.id == id)).scalar():
        after(State(own), events[0].act, id[:6])  # refuses: nobody sent it to us
    state = incoming.state_of(connection, id)
    for event in events:
        state = after_incoming(state, event.act, id[:6])
    assert state is not None
    incoming.apply(connection, events, state)


def _apply(connection: Connection, events: Sequence[Event], state: State) -> None:
    """Bring the rows of one document up to these events, after which it is in `state`."""
    changes: dict[str, Any] = {}
    for event in events:
        if event.act is Act.CREATED:
            connection.execute(insert(documents).values(_new_document(event, state)))
        changes |= _document_changes(event)
        if event.act is Act.ISSUED:
            connection.execute(insert(register).values(_register_row(event)))
    apply_to_deliveries(connection, events)
    last = events[-1]
    changes |= {
        "version": last.version,
        "state": state.value,
        "updated_at": utc_text(last.at),
    }
    connection.execute(update(documents).where(documents.c.id == last.document).values(changes))


def apply_to_deliveries(connection: Connection, events: Sequence[Event]) -> None:
    """What events add to the deliveries, or change in them; those of one act that stand together
    are one statement."""
    for act, together in groupby(events, key=lambda event: event.act):
        if act in _PLANS:
            rows = [row for event in together for row in _delivery_rows(event)]
            if rows:
                connection.execute(insert(deliveries), rows)
        elif act in _ALIKE:
            connection.execute(_ALIKE[act], [_facts(event) for event in together])
        elif act in _OF_ONE_DELIVERY:
            for event in together:
                connection.execute(
                    update(deliveries)
                    .where(deliveries.c.id == event.data["delivery"])
                    .values(_delivery_changes(event))
                )


def names_text(names: Sequence[str]) -> str:
    """Names of people as one text of a row."""
    return "\n".join(names)


def _new_document(event: Event, state: State) -> dict[str, Any]:
    return {
        "id": event.document, "version": event.version, "state": state.value,
        "type": event.data["type"], "subject": event.data["subject"], "author": event.actor,
        "draft": event.data["draft"], "updated_at": utc_text(event.at),
    }  # fmt: skip


def _document_changes(event: Event) -> dict[str, Any]:
    data = event.data
    match event.act:
        case Act.EDITED:
            return {"draft": data["draft"], "subject": data["subject"]}
        case Act.SUBMITTED:
            return {"content": data["content"], "awaiting": names_text(data["signers"])}
        case Act.REJECTED:
            return {"content": "", "awaiting": "", "signed": ""}
        case Act.SIGNED_IN_PART:
            return {"signed": data["signed"], "awaiting": names_text(data["awaiting"])}
        case Act.SIGNED:
            return {key: data[key] for key in ("signed", "signer", "signed_on")} | {"awaiting": ""}
        case Act.ISSUED:
            return {key: data[key] for key in ("issued", "number", "official_number", "term")}
        case Act.PRESERVED:
            return {"preserved": data["preserved"]}
    return {}


def _register_row(event: Event) -> dict[str, Any]:
    keys = ("organ", "type", "term", "number", "official_number", "dated", "subject", "signer",
            "recipients", "copies")  # fmt: skip
    row = {key: event.data[key] for key in keys}
    return row | {"document": event.document, "issued_at": utc_text(event.at)}


def _delivery_rows(event: Event) -> list[dict[str, Any]]:
    common = {
        "document": event.document,
        "state": DeliveryState.PLANNED.value,
        "planned_at": utc_text(event.at),
    }
    return [dict(row) | common for row in event.data["deliveries"]]


def _facts(event: Event) -> dict[str, Any]:
    """What the statements of `_ALIKE` ask for."""
    data = event.data
    if event.act is Act.DELIVERY_ATTEMPTED:
        return {"delivery": data["delivery"], "file": data.get("sha256", "")}
    if event.act is Act.DELIVERY_SENT:
        return {"delivery": data["delivery"], "at": utc_text(event.at)}
    if event.act is Act.DELIVERY_ABANDONED:
        return {"delivery": data["delivery"], "why": data["reason"]}
    again = data.get("next_attempt_at")
    return {"delivery": data["delivery"], "error": data["error"], "again": again}


def _delivery_changes(event: Event) -> dict[str, Any]:
    at, data = utc_text(event.at), event.data
    match event.act:
        case Act.DELIVERY_BOUNCED:
            return {
                "state": DeliveryState.FAILED.value,
                "last_error": data["error"],
                "next_attempt_at": data.get("next_attempt_at"),
            }
        case Act.DELIVERY_REPORTED:
            return _reported(event)
        case Act.DELIVERY_REPLANNED:
            return {
                "state": DeliveryState.PLANNED.value,
                "channel": data["channel"],
                "address": data["address"],
                "tries": 0,
                "next_attempt_at": None,
            }
        case Act.DELIVERY_REMINDED:
            return {"reminded_at": at, "reminders": deliveries.c.reminders + 1}
        case Act.DELIVERY_ACKNOWLEDGED:
            return {
                "state": DeliveryState.ACCEPTED.value,
                "acknowledged_at": at,
                "acknowledged_by": data["by"],
            }
    raise AssertionError(event.act)


def _reported(event: Event) -> dict[str, Any]:
    """What a body said: when it said so, and the state that it led to, if it led to any."""
    data, table = event.data, deliveries.c
    said_at, status = data["said_at"], Status(data["status"])
    changes: dict[str, Any] = {}
    if data["state"]:
        changes |= {"state": data["state"], "next_attempt_at": None}
        if status in (Status.REFUSED, Status.AGREED, Status.DECLINED):
            changes |= {"answered_at": said_at, "reason": data["reason"]}
    match status:
        case Status.ARRIVED:
            changes["arrived_at"] = func.coalesce(table.arrived_at, said_at)
        case Status.ACCEPTED:
            changes |= {"acknowledged_at": said_at, "acknowledged_by": data["by"]}
        case Status.ASSIGNED | Status.IN_PROCESS | Status.FINISHED:
            changes["acknowledged_at"] = func.coalesce(table.acknowledged_at, said_at)
    if status is Status.FINISHED:
        changes["finished_at"] = func.coalesce(table.finished_at, said_at)
    if data["number"]:
        changes["incoming_number"] = data["number"]
    return changes or {"state": table.state}
