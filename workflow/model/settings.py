"""Reading a settings file: TOML checked against a form, every mistake named with its line.

A form says which keys a table may have. Reading collects all mistakes before it refuses, and
names the nearest known key for one that is misspelt.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from workflow.model.errors import Problem, SettingsError
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import nfc

Path = tuple[str, ...]
Type: TypeAlias = type  # in a class with a field of that name

_HEADER = re.compile(r"^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_LONG_TEXT = ('"""', "'''")
_PART = re.compile(r"""\"[^\"]*\"|'[^']*'|[^.\s]+""")
_KEY = re.compile(r"""^\s*("[^"]+"|'[^']+'|[\w-]+)(\s*\.\s*("[^"]+"|'[^']+'|[\w-]+))*\s*=""")
_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column \d+\)$")


@dataclass(frozen=True)
class Value:
    """One key of a table: the type of its value, and whether it may be left out.

    `items` is the type of what a list holds.
    """

    type: type
    required: bool = True
    default: Any = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    secret: bool = False  # its value is never shown
    meaning: str = ""  # for the person who is asked for it
    items: Type = str


@dataclass(frozen=True)
class Varying:
    """A form whose further keys depend on the value of one of them.

    Parameters:
        on: the key that decides, one of `common`.
        forms: the further keys by its value; None takes any further keys, unread.
    """

    on: str
    common: Mapping[str, Value]
    forms: Mapping[str, Mapping[str, Value]] | None


@dataclass(frozen=True)
class Rows:
    """A list of tables of one form; it may be left out."""

    form: Mapping[str, Value]


@dataclass(frozen=True)
class Named:
    """A table whose keys are names chosen by the office, each holding a table of one form."""

    form: Mapping[str, Value | Rows] | Varying
    required: bool = True


@dataclass(frozen=True)
class Listed:
    """A table whose keys are names, each holding one value of a kind; it may be left out."""

    value: Value
    required: bool = False


Form = Mapping[str, "Value | Rows | Named | Listed | Mapping[str, Value | Listed]"]

_TYPE_NAMES: dict[type, str] = {
    str: N_("text in quotation marks"),
    int: N_("a whole number"),
    float: N_("a number"),
    bool: N_("true or false"),
    date: N_("a date such as 2025-10-15"),
}
_LIST_NAMES: dict[type, str] = {
    str: N_("a list of texts in square brackets"),
    int: N_("a list of whole numbers in square brackets"),
    date: N_("a list of dates in square brackets, such as [2025-10-15]"),
}


class Reader:
    """One settings file being read; `problems` grows, `finish` refuses if there are any."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        text = nfc(text)
        self._text = text
        try:
            self.raw: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _TOML_PLACE.search(str(error))
            # "(at end of document)" has no number: it is the last line.
            place = f"{file}:{found[1] if found else max(1, len(text.splitlines()))}"
            reason = _TOML_PLACE.sub("", str(error)).removesuffix(" (at end of document)")
            problem = Problem(place, message(N_("not TOML: {reason}"), reason=reason))
            raise SettingsError(problems=[problem]) from None

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return _line_numbers(self._text)  # wanted only when there is a mistake

    @cached_property
    def _in_order(self) -> list[tuple[int, Path]]:
        return sorted((number, path) for path, number in self._lines.items())

    @cached_property
    def _text_lines(self) -> list[str]:
        return self._text.splitlines()

    def read(self, form: Form) -> dict[str, Any]:
        """The values by the form, defaults filled in; mistakes are noted, not raised."""
        return self._table(self.raw, form, ())

    def note(self, path: Path, sentence: Message) -> None:
        """Note a mistake at the line of `path`, or of its nearest table."""
        self.problems.append(Problem(self.place(path), sentence))

    def place(self, path: Path) -> str:
        """The file and the line of `path`, or of its nearest table."""
        for length in range(len(path), 0, -1):
            lines = [n for known, n in self._lines.items() if known[:length] == path[:length]]
            if lines:
                break
        return f"{self.file}:{min(lines, default=1)}"

    def table_lines(self, path: Path) -> range | None:
        """The lines of a table, counted from 0, its header first and its last value at the end;
        None where it has no header of its own. Comments behind it are about what follows."""
        lines, start = self._text_lines, self._lines.get(path, 0) - 1
        if start < 0 or not _HEADER.match(lines[start]):
            return None
        end = len(lines)
        for number, known in self._in_order[bisect(self._in_order, (start + 1, path)) :]:
            if known[: len(path)] != path:
                end = number - 1
                break
        while end > start + 1 and (not (line := lines[end - 1].strip()) or line.startswith("#")):
            end -= 1
        return range(start, end)

    def finish(self) -> None:
        """
        Raises:
            SettingsError: with every mistake noted so far, in the order of the lines.
        """
        if self.problems:
            order = sorted(self.problems, key=lambda p: int(p.place.rpartition(":")[2]))
            raise SettingsError(problems=order)

    def _table(self, raw: Mapping[str, Any], form: Form, path: Path) -> dict[str, Any]:
        if raw is _MISSING:
            return _defaults(form)
        values: dict[str, Any] = {}
        for key in raw:
            if key not in form:
                self._unknown((*path, key), form)
        for key, expected in form.items():
            here = (*path, key)
            if isinstance(expected, Value):
                values[key] = self._value(raw.get(key), expected, here)
            elif isinstance(expected, Rows):
                values[key] = self._rows(raw.get(key, []), expected, here)
            elif isinstance(expected, Listed):
                named = self._subtable(raw, here, required=False)
                values[key] = {
                    name: self._value(entry, expected.value, (*here, name))
                    for name, entry in named.items()
                }
            elif isinstance(expected, Named):
                named = self._subtable(raw, here, required=expected.required)
                values[key] = {
                    name: self._entry(
                        self._as_table(entry, (*here, name)), expected.form, (*here, name)
                    )
                    for name, entry in named.items()
                }
            else:
                required = any(v.required for v in expected.values())
                values[key] = self._table(
                    self._subtable(raw, here, required=required), expected, here
                )
        return values

    def _entry(
        self, raw: Mapping[str, Any], form: Mapping[str, Value | Rows] | Varying, path: Path
    ) -> dict[str, Any]:
        if not isinstance(form, Varying):
            return self._table(raw, form, path)
        if form.forms is not None and raw.get(form.on) in form.forms:
            return self._table(raw, {**form.common, **form.forms[raw[form.on]]}, path)
        # Nothing can be said of the further keys of a kind that is not known.
        known = {key: raw[key] for key in raw if key in form.common}
        further = {key: raw[key] for key in raw if key not in form.common}
        return self._table(known, form.common, path) | further

    def _rows(self, raw: Any, expected: Rows, path: Path) -> list[dict[str, Any]]:
        if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
            sentence = message(N_("“{name}” must be a list of tables"), name=".".join(path))
            self.note(path, sentence)
            return []
        return [
            self._table(row, expected.form, (*path, str(number)))
            for number, row in enumerate(raw, start=1)
        ]

    def _subtable(self, raw: Mapping[str, Any], path: Path, *, required: bool) -> Mapping[str, Any]:
        if path[-1] not in raw:
            if required:
                self.note(path, message(N_("the table [{name}] is missing"), name=".".join(path)))
                return _MISSING
            return {}
        return self._as_table(raw[path[-1]], path)

    def _as_table(self, raw: Any, path: Path) -> Mapping[str, Any]:
        if isinstance(raw, Mapping):
            return raw
        self.note(path, message(N_("[{name}] must be a table"), name=".".join(path)))
        return _MISSING

    def _value(self, raw: Any, expected: Value, path: Path) -> Any:
        name = ".".join(path)
        if raw is None:
            if expected.required:
                self.note(path, message(N_("“{name}” is missing"), name=name))
            return expected.default
        if expected.type is float and type(raw) is int:
            raw = float(raw)
        right = type(raw) is expected.type
        if expected.type is list:
            right = right and all(type(item) is expected.items for item in raw)
        if not right:
            names, kind = _TYPE_NAMES, expected.type
            if kind is list:
                names, kind = _LIST_NAMES, expected.items
            wanted = message(names[kind])
            self.note(path, message(N_("“{name}” must be {wanted}"), name=name, wanted=wanted))
            return expected.default
        if expected.type is str and not raw.strip() and expected.required:
            self.note(path, message(N_("“{name}” is empty"), name=name))
            return expected.default
        for choice in raw if isinstance(raw, list) else [raw]:
            if expected.choices and choice not in expected.choices:
                self._bad_choice(path, str(choice), expected.choices)
        if expected.pattern and not re.fullmatch(expected.pattern, str(raw)):
            self.note(
                path,
                message(
                    N_("“{name}” = “{value}” does not have the form {form}"),
                    name=name, value="…" if expected.secret else raw, form=expected.pattern,
                ),
            )  # fmt: skip
        return raw

    def _unknown(self, path: Path, form: Form) -> None:
        near = difflib.get_close_matches(path[-1], list(form), n=1, cutoff=0.5)
        name = ".".join(path)
        if near:
            sentence = message(
                N_("“{name}” is not known; did you mean “{near}”?"), name=name, near=near[0]
            )
        else:
            sentence = message(
                N_("“{name}” is not known here; possible: {known}"),
                name=name,
                known=", ".join(form),
            )
        self.note(path, sentence)

    def _bad_choice(self, path: Path, value: str, choices: tuple[str, ...]) -> None:
        near = difflib.get_close_matches(value, choices, n=1, cutoff=0.5)
        self.note(
            path,
            message(
                N_("“{value}” is not possible for “{name}”; nearest: {near}"),
                value=value, name=".".join(path), near=near[0] if near else ", ".join(choices),
            ),
        )  # fmt: skip


# A table already reported as missing: its keys are not reported one by one.
_MISSING: Mapping[str, Any] = {}


def _defaults(form: Form) -> dict[str, Any]:
    return {
        key: expected.default
        if isinstance(expected, Value)
        else ([] if isinstance(expected, Rows) else {})
        for key, expected in form.items()
    }


def _line_numbers(text: str) -> dict[Path, int]:
    """Where each table and key stands, lines counted from 1 (tomllib keeps no positions)."""
    lines: dict[Path, int] = {}
    table: Path = ()
    inside = ""  # the marks of a text over several lines
    for number, line in enumerate(text.splitlines(), start=1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if header := _HEADER.match(line):
            table = _parts(header[1])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            parts = _parts(key[0].rstrip().removesuffix("="))
            for length in range(1, len(parts) + 1):
                lines.setdefault((*table, *parts[:length]), number)
            inside = next((q for q in _LONG_TEXT if line.count(q) == 1), "")
    return lines


def _parts(dotted: str) -> Path:
    return tuple(part[0].strip("\"'") for part in _PART.finditer(dotted))
