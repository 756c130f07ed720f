"""What a check found, and what is made of it: a corrected text, pictures of the places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.ledger.store import write_whole
from workflow.model.findings import Finding, Severity
from workflow.render.marked import marked_pages
from workflow.rules.rulesets import RuleSet
from workflow.rules.wording import apply_fixes


@dataclass(frozen=True)
class Checked:
    """What a check found, errors first; `pdf` are the pages it was measured on, empty where
    there were none."""

    rules: RuleSet
    findings: tuple[Finding, ...]
    pdf: bytes
    text: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Errors first, then by place."""

    def order(finding: Finding) -> tuple[bool, int, int, int]:
        spot = finding.spot
        return finding.severity is not Severity.ERROR, spot.page, spot.line, spot.column

    return tuple(sorted(findings, key=order))


def corrected(checked: Checked) -> str:
    """The text of a draft with what can be corrected mechanically."""
    return apply_fixes(checked.text, checked.findings)


def write_text(file: Path, text: str) -> None:
    """A corrected text in the place of the old one, whole or not at all."""
    write_whole(file, text.encode())


def write_marked_pages(checked: Checked, folder: Path, stem: str) -> list[Path]:
    """Pictures of the pages with the findings marked, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    places: list[Path] = []
    if not checked.pdf:
        return places
    for number, picture in enumerate(marked_pages(checked.pdf, checked.findings), start=1):
        places.append(folder / f"{stem}-{number}.png")
        write_whole(places[-1], picture)
    return places
