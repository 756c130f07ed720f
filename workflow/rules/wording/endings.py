"""Marks that end a line: of the body, the grounds and the Nơi nhận."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import matching_key, squeeze
from workflow.rules.wording.facts import WordingFacts
from workflow.rules.wording.report import Report

_BODY = (Part.BODY, Part.ARTICLE)
_FOOT = (Part.RECIPIENTS_HEADING, Part.AUTHORITY, Part.TITLE, Part.NAME)
_DASH = re.compile(r"^\s*[-–—•+*]\s*")
_MARKS = ";,.:"


def check_endings(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    _check_body_end(passages, report)
    _check_grounds(passages, facts, report)
    _check_recipients(passages, facts, report)


def _check_body_end(passages: Sequence[Passage], report: Report) -> None:
    main = _before_appendix(passages)
    main = main[: next((n for n, p in enumerate(main) if p.part in _FOOT), len(main))]
    body = [passage for passage in main if passage.part in _BODY]
    if not body or main[-1].part is Part.OTHER:  # a table ends it
        return
    text = squeeze(body[-1].text)
    if re.search(r"\.\s*/\s*\.?[-–]?$", text):
        report.add("body-slash", body[-1], text[-20:], ".")
    elif not re.search(r"[.…?!][”\"’')\]]*$", text):
        report.add("body-end", body[-1], text[-20:], ".")


def _before_appendix(passages: Sequence[Passage]) -> list[Passage]:
    parts = [passage.part for passage in passages]
    return list(passages[: parts.index(Part.APPENDIX)] if Part.APPENDIX in parts else passages)


def _check_grounds(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    grounds = [passage for passage in passages if passage.part is Part.GROUND]
    marks = (facts.ground_dash, facts.ground_between, facts.ground_last)
    _check_lines(
        _whole(grounds, facts.ground_between), marks, ("ground-dash", "ground-end"), report
    )


def _check_recipients(passages: Sequence[Passage], facts: WordingFacts, report: Report) -> None:
    for heading in (p for p in passages if p.part is Part.RECIPIENTS_HEADING):
        if squeeze(heading.text) != "Nơi nhận:":
            report.add("recipients-heading", heading, squeeze(heading.text), "Nơi nhận:")
    lines = _whole([p for p in passages if p.part is Part.RECIPIENT], facts.between)
    marks = (facts.dash, facts.between, facts.last)
    _check_lines(lines, marks, ("recipient-dash", "recipient-end"), report)
    addressees = [p for p in passages if p.part in (Part.ADDRESSEE_WORD, Part.ADDRESSEE)]
    if lines and addressees and facts.as_above:
        first = _DASH.sub("", squeeze(lines[0].text))
        if not matching_key(first).startswith(matching_key(facts.as_above)):
            report.add("recipients-as-above", lines[0], first, facts.as_above)
    if lines and "recipients-archive" in report.rules:
        archive = report.rules["recipients-archive"].bound
        last = _DASH.sub("", squeeze(lines[-1].text))
        if not re.match(archive["form"], last):
            report.add("recipients-archive", lines[-1], last, archive["example"])


def _check_lines(
    lines: list[Passage], marks: tuple[str, str, str], rules: tuple[str, str], report: Report
) -> None:
    dash, between, last = marks
    for place, line in enumerate(lines):
        text = squeeze(line.text)
        if dash and not text.startswith(dash):
            report.add(rules[0], line, text, dash + _DASH.sub("", text))
        expected = last if place == len(lines) - 1 else between
        end = re.search(f"[{_MARKS}]*$", text)
        found = end[0] if end else ""
        if found != expected:
            report.add(rules[1], line, text, text[: len(text) - len(found)].rstrip() + expected)


def _whole(lines: list[Passage], between: str) -> list[Passage]:
    """The lines with those joined that were only broken to fit the width.

    A line goes on when it has no mark at its end and the next has no dash, while others have.
    """
    dashed = sum(bool(_DASH.match(line.text)) for line in lines) > 1
    whole: list[Passage] = []
    for line in lines:
        broken = whole and squeeze(whole[-1].text)[-1:] not in {between, *";.,"}
        if dashed and broken and not _DASH.match(line.text):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {line.text}")
        else:
            whole.append(line)
    return whole
