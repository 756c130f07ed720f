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
from workflow.rules.authorities import (
    Authority,
    Judgement,
    fits,
    judge,
    judge_both,
    read_authorities,
)

_FILES = ("party_hd36.toml", "party_hd05.toml", "state_nd30.toml")
_COPIES = "BS"  # bản sao


@dataclass(frozen=True)
class DocumentType:
    """A type of document: `id` as commands name it, `symbol` as in 127-KL/TU.

    A State công văn has no symbol (NĐ30 PL I II.3 b).
    """

    id: str
    name: str
    title: str
    symbol: str
    layout: str

    @property
    def series(self) -> str:
        """What its numbers run on in: its symbol; a State công văn has none, and yet a series."""
        return self.symbol or self.id


@dataclass(frozen=True)
class CopyForm(DocumentType):
    """A form of copy, such as sao y.

    `ways` are those that the rule set knows, from what to what: `paper-electronic`.
    """

    ways: tuple[str, ...] = ()

    @property
    def series(self) -> str:
        """All forms of copy share one (HD05 PL 3; HD36 II.3.3; NĐ30 PL I Phần II II.1 c)."""
        return _COPIES


@dataclass(frozen=True)
class RuleSet:
    """One guideline in force from a day on, its figures as data (mm and pt).

    Attributes:
        title: how people call it.
        end: the last day it was in force; None while it is.
        series: how long numbers run on, a `term` of office or a `year`.
        organs: an organ's symbol with the names it stands for, the most special first.
    """

    id: str
    family: str
    title: str
    start: date
    end: date | None
    series: str
    data: Mapping[str, Any]
    types: Mapping[str, DocumentType]
    copies: Mapping[str, CopyForm]
    organs: Mapping[str, tuple[str, ...]]
    authorities: Mapping[str, Authority]

    def part(self, name: str) -> Mapping[str, Any]:
        """The figures of one part of the document, such as `number` or `recipients`."""
        part: Mapping[str, Any] = self.data["parts"][name]
        return part

    def document_type(self, name: str) -> DocumentType:
        """A type by its id (`ket-luan`), its name or its symbol; forms of copy count too.

        Of two types with one symbol (QĐ in HD05) the symbol means the first.

        Raises:
            UnknownDocumentType: with the nearest names.
        """
        key = matching_key(name)
        for kind in (*self.types.values(), *self.copies.values()) if key else ():
            if key in {matching_key(k) for k in (kind.id, kind.name, kind.symbol)}:
                return kind
        known = nearest(name, self.types) or list(self.types)
        raise UnknownDocumentType(name=name, nearest=", ".join(known))

    def number_text(self, number: int | None, type_symbol: str, organ: str, unit: str = "") -> str:
        """The line with number and symbol (HD05 II.I.3; NĐ30 PL I II.3).

        None leaves room for the number. `unit` is who drafted a công văn of the State, whose type
        has no symbol.
        """
        part = self.part("number")
        form: str = part["form"] if type_symbol else part["letter_form"]
        blank = "\N{NO-BREAK SPACE}" * 6
        text = form.format(
            number=padded(number) if number else blank, type=type_symbol, organ=organ, unit=unit
        )
        return text if type_symbol or unit else text.removesuffix("-")

    def official_number(self, number: int, type_symbol: str, organ: str, unit: str = "") -> str:
        """Number and symbol as documents are cited by: 127-KL/TU, 15/QĐ-BNV, 12/UBND-VX."""
        word, _, _ = self.part("number")["form"].partition("{number}")
        return self.number_text(number, type_symbol, organ, unit).removeprefix(word)

    def series_period(self, term: str, day: date) -> str:
        """In what numbers run on: the term's name for the Party, the year for the State.

        HD05 II.I.3.1.1 b; HD36 II.1.3.1 a; NĐ30 Đ.15.
        """
        return term if self.series == "term" else str(day.year)

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
        return _with_marks(recipients, self.part("recipients"))

    def ground_texts(self, grounds: tuple[str, ...]) -> list[str]:
        """The căn cứ with dash and closing marks (HD05 II.I.6.2.3; NĐ30 PL I II.6 a)."""
        return _with_marks(grounds, self.part("ground"))

    def addressee_word(self, type_id: str, issuer: str = "") -> str:
        """The word before the addressees, such as `Kính gửi:`; that of a công văn for types
        that are seldom addressed. `issuer` names who sends a công điện.
        """
        part = self.part("addressee")
        word: str = part["words"].get(type_id, part["words"]["cong-van"])
        return word.format(issuer=issuer) + str(part["after_word"])

    def addressee_texts(self, addressees: tuple[str, ...]) -> list[str]:
        """Whom a công văn or tờ trình addresses; a single one stands on the line of the word."""
        part = self.part("addressee")
        if len(addressees) == 1:
            return [addressees[0] + part["single"]]
        return _with_marks(addressees, part)

    def organ_symbol(self, name: str) -> str:
        """The symbol of an organ's name, such as TU; "" when the rule set gives none."""
        listed = ((s, p) for s, patterns in self.organs.items() for p in patterns)
        return next((symbol for symbol, pattern in listed if fits(name, pattern)), "")

    def judge_authority(self, authority: str, title: str, second: str = "") -> Judgement:
        """How a signature's authority and title stand to the forms listed here; `second` is a
        second line of authority."""
        foreign = (r for r in rule_sets() if r.family != self.family)
        others = {id: each for r in foreign for id, each in r.authorities.items()}
        if second:
            return judge_both(authority, second, title, self.authorities, others)
        return judge(authority, title, self.authorities, others)


def in_force(family: str, day: date) -> RuleSet:
    """The rule set of a family ("party") for documents of a day; the oldest known one before."""
    known = sorted((r for r in rule_sets() if r.family == family), key=lambda r: r.start)
    return next((r for r in reversed(known) if r.start <= day), known[0])


def rule_set(id: str) -> RuleSet:
    """The rule set of an id, such as `party-hd05`.

    Raises:
        KeyError: there is none.
    """
    return {each.id: each for each in rule_sets()}[id]


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All that are known."""
    return tuple(_load(name) for name in _FILES)


def _load(name: str) -> RuleSet:
    text = resources.files("workflow.rules").joinpath(name).read_text("utf-8")
    data = tomllib.loads(text)
    return RuleSet(
        id=data["id"],
        family=data["family"],
        title=data["title"],
        start=data["from"],
        end=data.get("until"),
        series=data["series"],
        data=data,
        types={id: DocumentType(id=id, **fields) for id, fields in data["types"].items()},
        copies={
            id: CopyForm(
                id=id,
                layout=f"{data['family']}-copy",
                **{**fields, "ways": tuple(fields["ways"])},
            )
            for id, fields in data["copies"].items()
        },
        organs={symbol: tuple(names) for symbol, names in data["organs"].items()},
        authorities=read_authorities(data),
    )


def _with_marks(texts: tuple[str, ...], part: Mapping[str, Any]) -> list[str]:
    ends = [part["between"]] * (len(texts) - 1) + [part["last"]]
    return [f"{part['dash']}{text}{end}" for text, end in zip(texts, ends, strict=bool(texts))]


def _padded_below(value: int, limit: int) -> str:
    return f"{value:02d}" if value < limit else str(value)
