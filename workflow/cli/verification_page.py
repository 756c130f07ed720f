"""Reports as one page for printing: no scripts, nothing loaded, every foreign text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from workflow.cli.language import _
from workflow.cli.show import printable, time_text
from workflow.cli.verification_words import (
    certificate_line,
    changes_line,
    comparison_lines,
    file_facts,
    heading_of,
    signature_facts,
)
from workflow.model.verification import VERDICT_NAMES

if TYPE_CHECKING:
    from workflow.cli.verification_words import Line
    from workflow.model.messages import Message
    from workflow.model.verification import Report, SignatureFacts, Verdict

_STYLE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 11pt/1.4 "Times New Roman", Tinos, "Liberation Serif", serif; color: #111;
  max-width: 190mm; margin: 12mm auto; padding: 0 5mm }
h1 { font-size: 15pt; margin: 0 0 2mm }
h2 { font-size: 12.5pt; margin: 6mm 0 1.5mm }
h3 { font-size: 11pt; margin: 4mm 0 1mm }
p { margin: 1mm 0 }
.verdict { font-size: 15pt; font-weight: bold; border: 1.5pt solid; padding: 2.5mm 4mm;
  margin: 3mm 0; overflow-wrap: anywhere }
.valid { color: #14532d } .invalid { color: #7f1d1d } .insufficient { color: #713f12 }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 2mm }
th, td { border: .5pt solid #999; padding: 1mm 2mm; text-align: left; vertical-align: top;
  font-weight: normal; overflow-wrap: anywhere }
th { width: 42mm; background: #f2f2f2 }
ul, ol { margin: 1mm 0; padding-left: 6mm } li { overflow-wrap: anywhere }
article { break-after: page } article:last-of-type { break-after: auto }
section, tr { break-inside: avoid }
footer { margin-top: 6mm; font-size: 9.5pt; color: #444 }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def page(reports: Sequence[Report], now: datetime | None = None) -> str:
    """The reports in the chosen language.

    Parameters:
        now: when they were made (UTC).
    """
    made = _("Made by vanban at {time}. The facts come from the files themselves.").format(
        time=time_text(now or datetime.now(UTC))
    )
    # Nothing may be loaded or run, whatever got past the escaping.
    title = _("Verification of signatures")
    language = _("en")  # the catalogue's own name
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{_text(title)}</title>",
            f"<style>{_STYLE}</style></head>",
            "<body>",
            *(line for report in reports for line in _article(report)),
            f"<footer>{_text(made)}</footer>",
            "</body></html>\n",
        ]
    )


def _article(report: Report) -> Iterator[str]:
    title = _("Verification of signatures")
    yield f"<article><h1>{_text(title)}</h1>"
    yield _verdict(report.verdict, report.file)
    if report.withdrawn:
        yield f'<p class="verdict invalid">{_text(report.withdrawn.text(_))}</p>'
    yield from _list("ul", _sentences((*report.problems, *report.doubts)))
    yield from _table(file_facts(report))
    yield from _list("ul", comparison_lines(report))
    for number, signature in enumerate(report.signatures, start=1):
        yield from _section(number, signature)
    if report.steps:
        yield _heading(_("Revisions"))
        yield from _table((f"R{step.number}", changes_line(step)) for step in report.steps)
        yield "</section>"
    if report.notes:
        yield _heading(_("What was not checked"))
        yield from _list("ul", _sentences(report.notes))
        yield "</section>"
    yield "</article>"


def _section(number: int, facts: SignatureFacts) -> Iterator[str]:
    name = _(VERDICT_NAMES[facts.verdict])
    heading = f"{_text(heading_of(number, facts))}: "
    verdict = f'<strong class="{facts.verdict.value}">{_text(name)}</strong>'
    yield f"<section><h2>{heading}{verdict}</h2>"
    yield from _list("ul", _sentences((*facts.problems, *facts.doubts)))
    yield from _table(signature_facts(facts))
    yield from _list("ol", (certificate_line(certificate) for certificate in facts.chain))
    yield "</section>"


def _heading(text: str) -> str:
    return f"<section><h2>{_text(text)}</h2>"


def _verdict(verdict: Verdict, file: str) -> str:
    name = _(VERDICT_NAMES[verdict])
    return f'<p class="verdict {verdict.value}">{_text(file)}: {_text(name)}</p>'


def _table(rows: Iterable[Line]) -> Iterator[str]:
    yield "<table>"
    for label, text in rows:
        yield f'<tr><th scope="row">{_text(label)}</th><td>{_text(text)}</td></tr>'
    yield "</table>"


def _list(kind: str, texts: Iterable[str]) -> Iterator[str]:
    items = [f"<li>{_text(text)}</li>" for text in texts]
    if items:
        yield f"<{kind}>{''.join(items)}</{kind}>"


def _sentences(messages: Iterable[Message]) -> Iterator[str]:
    return (message.text(_) for message in messages)


def _text(text: str) -> str:
    return escape(printable(text))
