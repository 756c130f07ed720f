"""The tables. The rules that must never be broken stand here, not in the program around them:
an event is never changed or removed, a document's versions and a series' numbers are unique."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 3

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("act", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    UniqueConstraint("document", "version"),
    CheckConstraint("sequence >= 1 and version >= 1"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Column("content", Text, nullable=False, default=""),
    Column("awaiting", Text, nullable=False, default=""),
    Column("signed", Text, nullable=False, default=""),
    Column("issued", Text, nullable=False, default=""),
    Column("signer", Text, nullable=False, default=""),
    Column("signed_on", Text),
    Column("number", Integer),
    Column("official_number", Text, nullable=False, default=""),
    Column("term", Text, nullable=False, default=""),
    Column("preserved", Text, nullable=False, server_default=""),
)

series = Table(
    "series",
    metadata,
    Column("organ", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("organ", "type", "term"),
    CheckConstraint("last >= 1"),
)

register = Table(
    "register",
    metadata,
    Column("organ", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("document", Text, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("official_number", Text, nullable=False),
    Column("dated", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("issued_at", Text, nullable=False),
    PrimaryKeyConstraint("organ", "type", "term", "number"),
    CheckConstraint("number >= 1"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("body", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("sent_at", Text),
    Column("acknowledged_at", Text),
    Column("acknowledged_by", Text, nullable=False, default=""),
    Column("last_error", Text, nullable=False, default=""),
    Column("sha256", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default="new"),
    Column("about", Text, nullable=False, server_default=""),
    Column("planned_at", Text),
    Column("arrived_at", Text),
    Column("finished_at", Text),
    Column("answered_at", Text),
    Column("incoming_number", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("next_attempt_at", Text),
    Column("reminded_at", Text),
    Column("reminders", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
)

incoming = Table(
    "incoming",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("delivery", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("sender_organ", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("official_number", Text, nullable=False),
    Column("dated", Text, nullable=False),
    Column("type_name", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("came_by", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("doubts", Text, nullable=False),
    Column("arrived_at", Text, nullable=False),
    Column("organ", Text, nullable=False),
    Column("year", Text, nullable=False, server_default=""),
    Column("number", Integer),
    Column("registered_at", Text),
    Column("assigned_to", Text, nullable=False, server_default=""),
    Column("assigned_at", Text),
    Column("due", Text),
    Column("finished_at", Text),
    Column("note", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("asked", Text, nullable=False, server_default=""),
    Column("asked_delivery", Text, nullable=False, server_default=""),
    Column("asked_reason", Text, nullable=False, server_default=""),
    Column("superseded_by", Text, nullable=False, server_default=""),
    Column("owed", Integer, nullable=False, server_default="0"),
    UniqueConstraint("organ", "year", "number"),
    CheckConstraint("number >= 1"),
)

# Under one number and day an organ has one document: two files never both count.
Index(
    "incoming_by_reference",
    incoming.c.sender_organ,
    incoming.c.sender,
    incoming.c.official_number,
    incoming.c.dated,
    unique=True,
    sqlite_where=incoming.c.number.isnot(None),
)
Index("documents_by_number", documents.c.official_number)
Index("deliveries_by_document", deliveries.c.document)

_NEVER_CHANGED = {
    "events": "sequence = NEW.sequence OR (document = NEW.document AND version = NEW.version) "
    "OR hash = NEW.hash OR previous = NEW.previous",
    "register": "document = NEW.document OR (organ = NEW.organ AND type = NEW.type "
    "AND term = NEW.term AND number = NEW.number)",
}
REPLACING = "a row is there already"


def create(connection: Connection) -> None:
    """Make the tables that are not there, and the triggers that refuse to rewrite the past."""
    metadata.create_all(connection)
    for table, same in _NEVER_CHANGED.items():
        # INSERT OR REPLACE deletes without asking the trigger on DELETE.
        connection.exec_driver_sql(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {REPLACING}'); END"
        )
        for act in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: {act} is not possible'); END"
            )
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
