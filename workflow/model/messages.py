"""Sentences for people, kept apart from the facts they mention so that they can be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Times are stored in UTC and shown here; no summer time since 1975."""

Translate = Callable[[str], str]


def N_(text: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark `text` for the catalogue; it is translated where it is shown."""
    return text


def untranslated(text: str) -> str:
    return text


@dataclass(frozen=True)
class Message:
    """An English sentence with named places, and the facts that fill them."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = untranslated) -> str:
        facts = {name: _shown(fact, translate) for name, fact in self.facts.items()}
        return translate(self.template).format(**facts)

    def __str__(self) -> str:
        return self.text()


def local_time(moment: datetime) -> str:
    """A time as people in Vietnam read it."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")


def local_date(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _shown(fact: object, translate: Translate) -> object:
    if isinstance(fact, Message):
        return fact.text(translate)
    if isinstance(fact, datetime):
        return local_time(fact)
    return local_date(fact) if isinstance(fact, date) else fact


def message(template: str, **facts: object) -> Message:
    return Message(template, facts)
