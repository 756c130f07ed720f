"""How much nearer than by their widths two letters stand, where Word asks for kerning (17.3.2.19).

The pairs are those of the font's own tables, of the script Latin: OpenType GPOS, "Lookup Type 2:
Pair Adjustment Positioning", or where that has none the older table `kern`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_SCRIPTS = ("latn", "DFLT")
_PAIRS, _EXTENSION = 2, 9
_BY_GLYPHS = 1


class Kerning:
    """The pairs of one font."""

    def __init__(self, file: Path) -> None:
        with TTFont(file) as font:
            self._units = font["head"].unitsPerEm
            self._glyphs: dict[int, str] = font.getBestCmap()
            self._lookups = list(_lookups(font["GPOS"].table)) if "GPOS" in font else []
            self._old = _old_pairs(font) if not self._lookups and "kern" in font else {}
        self._known: dict[tuple[str, str], float] = {}

    def between(self, left: str, right: str) -> float:
        """What the way from one character to the next is longer, in parts of the size; mostly 0, or
        less."""
        found = self._known.get((left, right))
        if found is None:
            first, second = self._glyphs.get(ord(left)), self._glyphs.get(ord(right))
            units = self._adjustment(first, second) if first and second else 0
            found = self._known[left, right] = units / self._units
        return found

    def _adjustment(self, first: str, second: str) -> int:
        found = (
            next((units for table in lookup if (units := _in(table, first, second)) is not None), 0)
            for lookup in self._lookups
        )
        return sum(found) + self._old.get((first, second), 0)


@cache
def kerning_of(file: Path) -> Kerning:
    """The pairs of a font's file."""
    return Kerning(file)


def _lookups(table: Any) -> Iterator[list[Any]]:
    """The pair tables of each lookup that the feature `kern` has for Latin letters."""
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = next((scripts[tag] for tag in _SCRIPTS if tag in scripts), None)
    system = script.DefaultLangSys if script is not None else None
    for index in system.FeatureIndex if system is not None else ():
        record = table.FeatureList.FeatureRecord[index]
        if record.FeatureTag != "kern":
            continue
        for number in record.Feature.LookupListIndex:
            tables = [
                each.ExtSubTable if each.LookupType == _EXTENSION else each
                for each in table.LookupList.Lookup[number].SubTable
            ]
            yield [each for each in tables if each.LookupType == _PAIRS]


def _in(table: Any, first: str, second: str) -> int | None:
    """The adjustment of a pair by one table; None where the next one is to be asked."""
    try:
        place = table.Coverage.glyphs.index(first)
    except ValueError:
        return None
    if table.Format == _BY_GLYPHS:
        pairs = table.PairSet[place].PairValueRecord
        value = next((pair.Value1 for pair in pairs if pair.SecondGlyph == second), None)
    else:
        row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
        column = table.ClassDef2.classDefs.get(second, 0)
        value = row.Class2Record[column].Value1 if column else None
    return getattr(value, "XAdvance", 0) if value is not None else None


def _old_pairs(font: TTFont) -> dict[tuple[str, str], int]:
    pairs: dict[tuple[str, str], int] = {}
    for table in font["kern"].kernTables:
        pairs |= getattr(table, "kernTable", {})
    return pairs
