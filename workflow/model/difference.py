"""How one Word file differs from another: what a person is shown before it is accepted."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.model.messages import Message


@dataclass(frozen=True)
class WordsChanged:
    """Words at a place; `removed` or `added` is "" where none are, `around` what stands there."""

    place: Message
    removed: str
    added: str
    around: str = ""


@dataclass(frozen=True)
class NumberChanged:
    """A figure, with the words around it: the change that is seen last and costs most."""

    place: Message
    before: str
    after: str
    around: str


@dataclass(frozen=True)
class FormatChanged:
    """How something looks: `what` is the property in plain words, `words` are those that it is of,
    "" where it is of the whole place."""

    place: Message
    what: str
    before: Message
    after: Message
    words: str = ""


@dataclass(frozen=True)
class Difference:
    """Everything that came back another way; `places` are the marks of places that were lost."""

    numbers: tuple[NumberChanged, ...] = ()
    words: tuple[WordsChanged, ...] = ()
    formats: tuple[FormatChanged, ...] = ()
    places: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.numbers or self.words or self.formats or self.places)
