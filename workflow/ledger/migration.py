"""Tables of an older program brought up to date, in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection

from workflow.ledger import journal, projection, schema

# The columns that version 2 added; what older events say fits their default. Version 1 had
# "awaiting" from some day on.
_IN_VERSION_2 = ("documents.awaiting", "documents.preserved")


def upgrade(connection: Connection, found: int) -> None:
    """
    Parameters:
        found: the version of the tables that are there; 0 where there are none.
    """
    if found == 1:
        for column in _IN_VERSION_2:
            _add(connection, *column.split("."))
    if 0 < found < 3:
        connection.exec_driver_sql("DROP TABLE deliveries")
    schema.create(connection)
    if 0 < found < 3:
        # One row a message instead of one a body: added up anew from what the journal says.
        projection.apply_to_deliveries(connection, journal.read(connection))


def _add(connection: Connection, table: str, column: str) -> None:
    present = connection.exec_driver_sql(f"PRAGMA table_info({table})")
    if column not in [row.name for row in present]:
        connection.exec_driver_sql(
            f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
        )
