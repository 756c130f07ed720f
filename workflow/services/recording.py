"""Recording what does not depend on who else writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workflow.ledger.journal import Entry
from workflow.model.document import Document
from workflow.model.errors import ConcurrentChange
from workflow.services.office import OpenOffice

_TRIES = 50


def record_again(
    office: OpenOffice, name: str, entries: Callable[[Document], Sequence[Entry]]
) -> Document:
    """Record entries that do not depend on who else writes meanwhile: look again and repeat."""
    for _ in range(_TRIES):
        document = office.ledger.find(name)
        wanted = entries(document)
        if not wanted:
            return document
        try:
            return office.record(document.id, document.version, wanted)
        except ConcurrentChange:
            continue
    raise ConcurrentChange(document=name)
