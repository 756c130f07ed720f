"""The dated rule sets: which one is in force, and what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from workflow.model.errors import UnknownDocumentType
from workflow.model.numbering import padded
from workflow.model.vietnamese import matching_key, nearest

_FILES = ("party_hd05.toml",)


@dataclass(frozen=True)
class DocumentType:
    """A type of document: `id` as commands name it, `symbol` as in 127-KL/TU."""

    id: str
    name: str
    title: str
    symbol: str
    layout: str


@dataclass(frozen=True)
class RuleSet:
    """One guideline in force from a day on, its figures as data (mm and pt)."""

    id: str
    family: str
    start: date
    data: Mapping[str, Any]
    types: Mapping[str, DocumentType]

    def part(self, name: str) -> Mapping[str, Any]:
        """The figures of one part of the document, such as `number` or `recipients`."""
        part: Mapping[str, Any] = self.data["parts"][name]
        return part

    def document_type(self, name: str) -> DocumentType:
        """A type by its id (`ket-luan`), its name or its symbol.

        Raises:
            UnknownDocumentType: with the nearest names.
        """
        for kind in self.types.values():
            if matching_key(name) in {matching_key(k) for k in (kind.id, kind.name, kind.symbol)}:
                return kind
        known = nearest(name, self.types) or list(self.types)
        raise UnknownDocumentType(name=name, nearest=", ".join(known))

    def number_text(self, number: int | None, type_symbol: str, organ: str) -> str:
        """The line with number and symbol (HD05 II.I.3); None leaves room for the number."""
        form: str = self.part("number")["form"]
        blank = "\N{NO-BREAK SPACE}" * 6
        return form.format(
            number=padded(number) if number else blank, type=type_symbol, organ=organ
        )

    def date_text(self, place: str, day: date | None, year: int) -> str:
        """The line with place and date (HD05 II.I.4); without a day it leaves room for it."""
        part = self.part("date")
        form: str = part["form"]
        if day is None:
            blank = "\N{NO-BREAK SPACE}" * 3
            return form.format(place=place, day=blank, month=blank, year=year)
        return form.format(
            place=place,
            day=_padded_below(day.day, part["pad_day_below"]),
            month=_padded_below(day.month, part["pad_month_below"]),
            year=day.year,
        )

    def recipient_texts(self, recipients: tuple[str, ...]) -> list[str]:
        """The lines of the Nơi nhận with dash and closing marks (HD05 II.I.9)."""
        part = self.part("recipients")
        ends = [part["between"]] * (len(recipients) - 1) + [part["last"]]
        return [f"{part['dash']}{text}{end}" for text, end in zip(recipients, ends, strict=True)]


def in_force(family: str, day: date) -> RuleSet:
    """The rule set of a family ("party") for documents of a day; the oldest known one before."""
    known = sorted((r for r in _all() if r.family == family), key=lambda r: r.start)
    return next((r for r in reversed(known) if r.start <= day), known[0])


@cache
def _all() -> tuple[RuleSet, ...]:
    return tuple(_load(name) for name in _FILES)


def _load(name: str) -> RuleSet:
    text = resources.files("workflow.rules").joinpath(name).read_text("utf-8")
    data = tomllib.loads(text)
    types = {id: DocumentType(id=id, **fields) for id, fields in data["types"].items()}
    return RuleSet(data["id"], data["family"], data["from"], data, types)


def _padded_below(value: int, limit: int) -> str:
    return f"{value:02d}" if value < limit else str(value)
