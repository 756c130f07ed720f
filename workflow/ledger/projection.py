"""What the events add up to: the rows of documents, deliveries and the register.

Applied in the transaction that writes the event, so the two never differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, update

from workflow.ledger.schema import deliveries, documents, register
from workflow.model.delivery import DeliveryState
from workflow.model.events import Event, utc_text
from workflow.model.lifecycle import Act, State


def apply(connection: Connection, event: Event, state: State) -> None:
    """Bring the rows of an event's document up to that event."""
    data, at = event.data, utc_text(event.at)
    if event.act is Act.CREATED:
        connection.execute(
            insert(documents).values(
                id=event.document, version=event.version, state=state.value, type=data["type"],
                subject=data["subject"], author=event.actor, draft=data["draft"], updated_at=at,
            )
        )  # fmt: skip
        return
    changes: dict[str, Any] = {"version": event.version, "state": state.value, "updated_at": at}
    match event.act:
        case Act.EDITED:
            changes |= {"draft": data["draft"], "subject": data["subject"]}
        case Act.SUBMITTED:
            changes |= {"content": data["content"], "awaiting": names_text(data["signers"])}
        case Act.REJECTED:
            changes |= {"content": "", "awaiting": "", "signed": ""}
        case Act.SIGNED_IN_PART:
            changes |= {"signed": data["signed"], "awaiting": names_text(data["awaiting"])}
        case Act.SIGNED:
            changes |= {key: data[key] for key in ("signed", "signer", "signed_on")}
            changes |= {"awaiting": ""}
        case Act.ISSUED:
            keys = ("issued", "number", "official_number", "term")
            changes |= {key: data[key] for key in keys}
            connection.execute(insert(register).values(_register_row(event)))
        case Act.PRESERVED:
            changes |= {"preserved": data["preserved"]}
        case Act.DISTRIBUTION_PLANNED:
            if rows := _delivery_rows(event):
                connection.execute(insert(deliveries), rows)
        case _ if "delivery" in data:
            connection.execute(
                update(deliveries)
                .where(deliveries.c.id == data["delivery"])
                .values(_delivery_changes(event))
            )
    connection.execute(update(documents).where(documents.c.id == event.document).values(changes))


def names_text(names: Sequence[str]) -> str:
    """Names of people as one text of a row."""
    return "\n".join(names)


def _register_row(event: Event) -> dict[str, Any]:
    keys = ("organ", "type", "term", "number", "official_number", "dated", "subject", "signer",
            "recipients", "copies")  # fmt: skip
    row = {key: event.data[key] for key in keys}
    return row | {"document": event.document, "issued_at": utc_text(event.at)}


def _delivery_rows(event: Event) -> list[dict[str, Any]]:
    return [
        dict(row) | {"document": event.document, "state": DeliveryState.PLANNED.value}
        for row in event.data["deliveries"]
    ]


def _delivery_changes(event: Event) -> dict[str, Any]:
    at = utc_text(event.at)
    match event.act:
        case Act.DELIVERY_ATTEMPTED:
            return {
                "state": DeliveryState.SENDING.value,
                "attempts": deliveries.c.attempts + 1,
                "sha256": event.data.get("sha256", ""),
            }
        case Act.DELIVERY_SENT:
            return {"state": DeliveryState.SENT.value, "sent_at": at, "last_error": ""}
        case Act.DELIVERY_FAILED:
            return {"state": DeliveryState.FAILED.value, "last_error": event.data["error"]}
        case Act.DELIVERY_ACKNOWLEDGED:
            return {
                "state": DeliveryState.ACKNOWLEDGED.value,
                "acknowledged_at": at,
                "acknowledged_by": event.data["by"],
            }
    raise AssertionError(event.act)
