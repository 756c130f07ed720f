"""From a line of the Nơi nhận to the bodies it stands for.

A line is matched whole first; otherwise it is taken apart at commas and "và", in as few parts as
all match. A part may lack the "Các" or "Đồng chí" that the line begins with. Nothing is guessed:
what does not match is reported with the nearest names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from workflow.dispatch.directory import Directory, expanded
from workflow.model.parties import Body, Group, Purpose, Recipient, Resolution, Unresolved
from workflow.model.vietnamese import matching_key, nearest, squeeze

_PURPOSES = {
    "b/c": Purpose.REPORT,
    "báo cáo": Purpose.REPORT,
    "biết": Purpose.INFORMATION,
    "để biết": Purpose.INFORMATION,
    "t/h": Purpose.ACTION,
    "thực hiện": Purpose.ACTION,
}
_BRACKET = re.compile(r"\(\s*(?:để\s+)?([^()]+?)\s*\)\s*$", re.IGNORECASE)
_ARCHIVE = re.compile(r"^lưu\s*:?\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[,;]\s*|\s+và\s+", re.IGNORECASE)
_AND = re.compile(r"^và\s+", re.IGNORECASE)
_LEADS = ("các đồng chí", "các", "đồng chí")


def resolve(lines: Sequence[str], directory: Directory) -> Resolution:
    """The bodies that the lines stand for, and the parts that stand for nobody."""
    recipients: dict[str, Recipient] = {}
    unresolved: list[Unresolved] = []
    for number, line in enumerate(lines, start=1):
        text, purpose = _purpose(line)
        found = _parts(text, directory) or []
        bodies = [body for id in found for body in directory.members(id)]
        if not bodies:
            unresolved.extend(_unresolved(number, line, text, directory))
        for body in bodies:
            key = f"archive:{body.id}" if purpose is Purpose.ARCHIVE else body.id
            found_body = Recipient(
                number, line, purpose, body.id, body.name, body.channel, body.address, body.organ_id
            )
            recipients.setdefault(key, found_body)
    return Resolution(tuple(recipients.values()), tuple(unresolved))


def _purpose(line: str) -> tuple[str, Purpose]:
    """The line without its purpose, and the purpose."""
    text = squeeze(line)
    if archive := _ARCHIVE.match(text):
        return text[archive.end() :], Purpose.ARCHIVE
    if (bracket := _BRACKET.search(text)) and matching_key(bracket[1]) in _PURPOSES:
        return text[: bracket.start()].strip(), _PURPOSES[matching_key(bracket[1])]
    return text, Purpose.ACTION


def _parts(text: str, directory: Directory) -> list[str] | None:
    """The bodies and groups of a line, in the fewest parts that all match; None if none do."""
    pieces = _pieces(text)
    lead = _lead(text, directory)
    best: list[list[str] | None] = [[]] + [None] * len(pieces)
    for end in range(1, len(pieces) + 1):
        for start in range(end):
            before = best[start]
            match = _match("".join(pieces[start:end]).strip(" ,;"), lead, directory)
            if before is None or match is None:
                continue
            shorter = best[end]
            if shorter is None or len(before) + 1 < len(shorter):
                best[end] = [*before, match]
    return best[-1]


def _pieces(text: str) -> list[str]:
    """The text cut before each separator; the pieces joined again are the text."""
    cuts = [0, *(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip()]


def _lead(text: str, directory: Directory) -> str:
    key = matching_key(expanded(text, directory.abbreviations))
    return next((lead for lead in _LEADS if key.startswith(lead + " ")), "")


def _match(part: str, lead: str, directory: Directory) -> str | None:
    key = matching_key(expanded(_AND.sub("", part), directory.abbreviations))
    leads = ["", lead, lead.split()[0] if lead else ""]
    return next(
        (directory.names[k] for k in (f"{a} {key}".strip() for a in leads) if k in directory.names),
        None,
    )


def _unresolved(number: int, line: str, text: str, directory: Directory) -> list[Unresolved]:
    """The parts of a line that match nothing by themselves; the whole line if all of them do."""
    lead = _lead(text, directory)
    parts = [_AND.sub("", piece.strip(" ,;")) for piece in _pieces(text)]
    lost = [part for part in parts if _match(part, lead, directory) is None] or [text or line]
    entries: list[Body | Group] = [*directory.bodies.values(), *directory.groups.values()]
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    return [
        Unresolved(
            number, line, part, tuple(nearest(expanded(part, directory.abbreviations), names))
        )
        for part in lost
    ]
