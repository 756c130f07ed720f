"""Automatic numbers and bullets of a Word file: what each paragraph of a list begins with.

A list (`w:num`) is one of a kind (`w:abstractNum`) with nine levels. Lists of one kind count on
from each other, but for those that are told to begin anew (ECMA-376 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from workflow.model.messages import N_, Message, message
from workflow.render.number_forms import written
from workflow.render.ooxml import Element, Package, on, short_name, value, w
from workflow.render.page_tree import Label, RunStyle
from workflow.render.run_fonts import in_one_font, with_a_face
from workflow.render.symbol_fonts import is_symbol_font, shown_sign

Refuse = Callable[[Message], None]
Apply = Callable[[RunStyle, Element | None], RunStyle]
"""Puts the properties of a `w:rPr` over a style."""

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class NumberOf:
    """A paragraph's list (`w:numId`) and its level, from 0."""

    list: str
    level: int = 0


class Numbering:
    """The lists of one package, and the numbers given so far."""

    def __init__(self, package: Package, refuse: Refuse) -> None:
        self._refuse = refuse
        part = package.part("word/numbering.xml")
        found = list(part) if part is not None else []
        self._lists = {value(e, "numId"): e for e in found if short_name(e) == "w:num"}
        self._kinds = {
            value(e, "abstractNumId"): e for e in found if short_name(e) == "w:abstractNum"
        }
        self._levels: dict[NumberOf, Element | None] = {}
        self._counts: dict[str, list[int | None]] = {}

    def number_of(
        self, numbered: Element, inherited: NumberOf | None, style_id: str | None
    ) -> NumberOf | None:
        """The list and level that a `w:numPr` names; None where it takes the number away.

        Parameters:
            inherited: those of the styles below, for what the element leaves out.
            style_id: the style that the element is in, whose level is the one linked to it.
        """
        named, level = numbered.find(w("numId")), numbered.find(w("ilvl"))
        list_id = value(named) if named is not None else inherited.list if inherited else None
        if list_id in (None, "0") or list_id not in self._lists:
            return None
        if level is not None:
            return NumberOf(str(list_id), min(int(value(level) or 0), _LEVELS - 1))
        linked = self._linked(str(list_id), style_id) if style_id else None
        depth = inherited.level if inherited and linked is None else linked or 0
        return NumberOf(str(list_id), depth)

    def level(self, number_of: NumberOf) -> Element | None:
        """The definition (`w:lvl`) of a level; None where the file has none."""
        if number_of not in self._levels:
            self._levels[number_of] = self._defined(number_of)
        return self._levels[number_of]

    def _defined(self, number_of: NumberOf) -> Element | None:
        override = self._override(number_of)
        own = override.find(w("lvl")) if override is not None else None
        if own is not None:
            return own
        kind = self._kind(number_of.list)
        return _at(kind, "lvl", number_of.level) if kind is not None else None

    def label(self, number_of: NumberOf, mark: RunStyle, apply: Apply) -> Label | None:
        """The next number of a list.

        Parameters:
            mark: the style of the end of its paragraph, over which goes that of the level.
        """
        level = self.level(number_of)
        if level is None:
            return None
        counts = self._counted(number_of, level)
        bullet = _of(level, "numFmt") == "bullet"
        style, text = mark, _of(level, "lvlText") or ""
        rpr = level.find(w("rPr"))
        if level.find(w("lvlPicBulletId")) is not None:
            self._refuse(message(N_("a picture as bullet")))
        if bullet:
            style, text = self._bullet(text, rpr, mark, apply)
            style = with_a_face(text, in_one_font(style, beyond_ascii=not text.isascii()))
        else:
            style = in_one_font(apply(mark, rpr))
            text = self._numbers(text, number_of, counts, legal=_on(level, "isLgl"))
        if not text:
            return None
        return Label(
            text,
            style,
            series=self._series(number_of),
            level=number_of.level,
            suffix=_of(level, "suff") or "tab",
            align=_ALIGNED.get(_of(level, "lvlJc") or "left", "left"),
            bullet=bullet,
            form=_of(level, "numFmt") or "decimal",
        )

    def _counted(self, number_of: NumberOf, level: Element) -> list[int | None]:
        """The numbers of all levels, this one counted on and the deeper ones forgotten."""
        counts = self._counts.setdefault(self._series(number_of), [None] * _LEVELS)
        depth = number_of.level
        before = counts[depth]
        counts[depth] = self._start(number_of) if before is None else before + 1
        for deeper in range(depth + 1, _LEVELS):
            found = self.level(NumberOf(number_of.list, deeper))
            restart = _of(found, "lvlRestart") if found is not None else None
            if restart is None or depth < int(restart):  # 0: never
                counts[deeper] = None
        return counts

    def _numbers(
        self, text: str, number_of: NumberOf, counts: list[int | None], *, legal: bool
    ) -> str:
        """The text of a level with the numbers in it (17.9.11); `legal`: all in figures."""

        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            if depth > number_of.level:
                return ""
            at = NumberOf(number_of.list, depth)
            level, count = self.level(at), counts[depth]
            form = (_of(level, "numFmt") if level is not None else None) or "decimal"
            shown = written(
                self._start(at) if count is None else count,
                "decimal" if legal and form != "none" else form,
            )
            if shown is None:
                self._refuse(message(N_("numbers of the form “{form}”"), form=form))
            return shown or ""

        return _PLACE.sub(number, text)

    def _bullet(
        self, text: str, rpr: Element | None, mark: RunStyle, apply: Apply
    ) -> tuple[RunStyle, str]:
        """A sign and its style; signs of symbol fonts have private codes (17.9.11)."""
        fonts = rpr.find(w("rFonts")) if rpr is not None else None
        font = (value(fonts, "ascii") or value(fonts, "hAnsi")) if fonts is not None else None
        if font is None or not is_symbol_font(font):
            return apply(mark, rpr), text
        assert fonts is not None
        parent, place = fonts.getparent(), fonts.getparent().index(fonts)  # type: ignore[union-attr]
        parent.remove(fonts)  # type: ignore[union-attr]
        style = apply(mark, rpr)
        parent.insert(place, fonts)  # type: ignore[union-attr]
        shown, signs = style, ""
        for char in text:
            found = shown_sign(font, ord(char), style)
            if found is None:
                sentence = N_("the sign {code} of the font {font}")
                self._refuse(message(sentence, code=f"U+{ord(char):04X}", font=font))
                continue
            shown, sign = found
            signs += sign
        return shown, signs

    def _start(self, number_of: NumberOf) -> int:
        override = self._override(number_of)
        begun = override.find(w("startOverride")) if override is not None else None
        if begun is not None:
            return int(value(begun) or 0)
        level = self.level(number_of)
        return int((_of(level, "start") if level is not None else None) or 0)

    def _series(self, number_of: NumberOf) -> str:
        """What counts together: lists of one kind, or one that begins anew."""
        found = self._lists[number_of.list]
        if found.find(f"{w('lvlOverride')}/{w('startOverride')}") is not None:
            return f"list-{number_of.list}"
        return f"kind-{_of(found, 'abstractNumId')}"

    def _override(self, number_of: NumberOf) -> Element | None:
        return _at(self._lists[number_of.list], "lvlOverride", number_of.level)

    def _kind(self, list_id: str) -> Element | None:
        kind = self._kinds.get(_of(self._lists[list_id], "abstractNumId"))
        link = _of(kind, "numStyleLink") if kind is not None else None
        if link is None:
            return kind
        linked = (k for k in self._kinds.values() if _of(k, "styleLink") == link)
        return next(linked, kind)

    def _linked(self, list_id: str, style_id: str) -> int | None:
        """The level that a style is linked to (`w:pStyle`)."""
        for depth in range(_LEVELS):
            level = self.level(NumberOf(list_id, depth))
            if level is not None and _of(level, "pStyle") == style_id:
                return depth
        return None


_ALIGNED = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}


def _at(parent: Element, name: str, depth: int) -> Element | None:
    """The child of a level."""
    return next((e for e in parent.findall(w(name)) if value(e, "ilvl") == str(depth)), None)


def _of(parent: Element, name: str) -> str | None:
    found = parent.find(w(name))
    return value(found) if found is not None else None


def _on(parent: Element, name: str) -> bool:
    found = parent.find(w(name))
    return found is not None and on(found)
