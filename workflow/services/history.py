"""The journal, read and checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from workflow.model.errors import JournalBroken, Problem
from workflow.model.events import Event
from workflow.model.messages import N_, message
from workflow.services.office import OpenOffice


@dataclass(frozen=True)
class JournalCheck:
    """A journal found whole: how many events, and how many heads outside it agree."""

    events: int
    head: str
    evidence: int


def history(office: OpenOffice, name: str | None) -> list[Event]:
    """The events of one document, or all."""
    return office.ledger.events(office.ledger.find(name).id if name else None)


def verify_journal(office: OpenOffice) -> JournalCheck:
    """Follow the chain, add the events up anew, and compare the heads kept outside the database.

    Raises:
        JournalBroken: naming every place where it does not hold.
    """
    audit = office.ledger.audit()
    problems = [
        Problem(f"{sequence}", message(N_("this event is not what was written")))
        for sequence in audit.broken
    ]
    problems += [
        Problem(row, message(N_("this row is not what the events add up to")))
        for row in audit.differing
    ]
    events = audit.events
    by_sequence = {event.sequence: event.hash for event in events}
    evidence = sorted((office.directory / "signed").glob("*/*/*.json"))
    for file in evidence:
        head = _head(file)
        if head is None or by_sequence.get(head[0]) != head[1]:
            sentence = message(N_("the journal no longer has the head quoted there"))
            problems.append(Problem(file.name, sentence))
    if problems:
        raise JournalBroken(problems=problems)
    return JournalCheck(len(events), events[-1].hash if events else "", len(evidence))


def _head(file: Path) -> tuple[int, str] | None:
    try:
        journal = json.loads(file.read_text("utf-8"))["journal"]
        return int(journal["sequence"]), str(journal["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
