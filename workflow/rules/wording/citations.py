"""Documents cited in the text: complete the first time, short afterwards, always the same."""

from __future__ import annotations

from collections.abc import Sequence

from workflow.model.page import Part, Passage
from workflow.model.vietnamese import matching_key
from workflow.rules.wording.cited import TYPES, Cited, cited_in
from workflow.rules.wording.report import Report

_READ = (Part.BODY, Part.GROUND, Part.ARTICLE)
_SYMBOLS = {symbol for symbols in TYPES.values() for symbol in symbols}


def check_citations(passages: Sequence[Passage], report: Report) -> None:
    """Each citation against the rule, and against what the text said of the document before."""
    earlier: dict[str, Cited] = {}
    for cited in cited_in([passage for passage in passages if passage.part in _READ]):
        _check_facts(cited, report)
        first = earlier.get(cited.number)
        if first is None or _is_another(cited, first):
            _check_complete(cited, report)
        else:
            _check_again(cited, first, report)
        if first is None or (first.day is None and cited.day is not None):
            earlier[cited.number] = cited


def _check_facts(cited: Cited, report: Report) -> None:
    if cited.day and not cited.date:
        report.add("citation-date", cited.passage, "{}/{}/{}".format(*cited.day))
    allowed = TYPES.get(cited.type, ())
    if allowed and cited.adjacent and not cited.listed and cited.symbol in _SYMBOLS - set(allowed):
        report.add("citation-symbol", cited.passage, cited.text, ", ".join(allowed))


def _check_complete(cited: Cited, report: Report) -> None:
    """The first time: type, number, date, organ and subject (HD05 II.I.6.1)."""
    if cited.listed or cited.inner:
        return  # several numbers share what stands before or after them
    if not cited.type:
        report.add("citation-type", cited.passage, cited.text)
    elif not cited.day:
        report.add("citation-day", cited.passage, cited.text)
    elif not cited.organ:
        report.add("citation-organ", cited.passage, cited.text)
    elif cited.subject is False:
        report.add("citation-subject", cited.passage, cited.text)


def _check_again(cited: Cited, first: Cited, report: Report) -> None:
    """Later: the type and the number alone."""
    if cited.day and first.day and cited.day != first.day:
        report.add("citation-two-dates", cited.passage, _shown(cited), _shown(first))
    elif cited.day and cited.organ and first.day and first.organ:
        report.add(
            "citation-repeated", cited.passage, cited.text, f"{cited.type} số {cited.number}"
        )


def _is_another(cited: Cited, first: Cited) -> bool:
    """Numbers begin anew with a term, or with a year: the same one may be another document."""
    if cited.type and first.type and matching_key(cited.type) != matching_key(first.type):
        return cited.symbol not in TYPES.get(first.type, ())
    if not cited.date or not first.date:
        return False
    apart = abs(cited.date.year - first.date.year)
    same_day = (cited.date.day, cited.date.month) == (first.date.day, first.date.month)
    return apart > (0 if cited.yearly else 1) and not same_day


def _shown(cited: Cited) -> str:
    day, month, year = cited.day or (0, 0, 0)
    return f"{cited.type} số {cited.number}, {day:02d}/{month}/{year}".strip()
