"""Sentences for people, kept apart from the facts they mention so that they can be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
        facts = {
            name: fact.text(translate) if isinstance(fact, Message) else fact
            for name, fact in self.facts.items()
        }
        return translate(self.template).format(**facts)

    def __str__(self) -> str:
        return self.text()


def message(template: str, **facts: object) -> Message:
    return Message(template, facts)
