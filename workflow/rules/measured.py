"""The measured rules: every rule of a rule set held against the pages of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from workflow.model.findings import Finding
from workflow.model.page import Page
from workflow.rules import measured_images as images
from workflow.rules import measured_page as pages_
from workflow.rules import measured_type as type_
from workflow.rules.page_parts import assign_parts
from workflow.rules.rules import Rule, rules_of
from workflow.rules.sheet import Miss, Sheet

Measure = Callable[[Sheet, Rule], Iterator[Miss]]

MEASURES: Mapping[str, Measure] = {
    "paper": pages_.paper,
    "margin-left": pages_.margin_left,
    "margin-right": pages_.margin_right,
    "margin-top": pages_.margin_top,
    "margin-bottom": pages_.margin_bottom,
    "outside-paper": pages_.outside_paper,
    "outside-text": pages_.outside_text,
    "line-pitch": pages_.line_pitch,
    "first-line": pages_.first_line,
    "paragraph-space": pages_.paragraph_space,
    "justified": pages_.justified,
    "number-hidden": pages_.number_hidden,
    "number-sequence": pages_.number_sequence,
    "size": type_.size,
    "bold": type_.bold,
    "italic": type_.italic,
    "capitals": type_.capitals,
    "face": type_.face,
    "colour": type_.colour,
    "side": type_.side,
    "centred": type_.centred,
    "centred-under": type_.centred_under,
    "level-with": type_.level_with,
    "top-distance": type_.top_distance,
    "rule-under": type_.rule_under,
    "underline": type_.underline,
    "present": type_.present,
    "order": type_.order,
    "signature-there": images.signature_there,
    "signature-between": images.signature_between,
    "signature-centred": images.signature_centred,
    "seal-over-signature": images.seal_over_signature,
    "clear-of-text": images.clear_of_text,
}
"""The measures that measured.toml names."""


def check_pages(pages: Sequence[Page], rule_set: str) -> list[Finding]:
    """What is not as the rule set (such as `party-hd05`) wants it, page by page.

    Parts are assigned here if they are not yet. What one page shows several times in the same
    way is told once, at its first place.
    """
    if pages and all(line.part == "other" for page in pages for line in page.lines):
        pages = assign_parts(pages, rule_set.split("-")[0])
    sheet = Sheet(tuple(pages))
    findings: list[Finding] = []
    for rule in rules_of(rule_set).values():
        if not rule.measure:
            continue
        told: set[tuple[int, str, str]] = set()
        for miss in MEASURES[rule.measure](sheet, rule):
            key = (miss.spot.page, miss.found, miss.expected)
            if key not in told:
                told.add(key)
                findings.append(rule.finding(miss.spot, miss.found, miss.expected))
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[int, float]:
    return finding.spot.page, finding.spot.box[1] if finding.spot.box else 0.0
