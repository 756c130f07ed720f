"""Findings in SARIF 2.1.0, which editors and build servers read."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from workflow.model.findings import Finding, Severity
from workflow.model.messages import N_, Translate, message, untranslated
from workflow.rules.rules import Rule, rules_of
from workflow.services.checked import Checked

_PLACE = re.compile(r"\{\w+\}")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_WEIGHT = {
    Severity.ERROR: N_("An error: it stops the document when it is submitted."),
    Severity.WARNING: N_("A warning: it is corrected, or accepted with a reason."),
}


def sarif(
    checked: Checked, target: str, translate: Translate = untranslated, language: str = "en"
) -> dict[str, Any]:
    """One run of the checker over one document.

    Parameters:
        target: the file's path, or how else the document was named.
        translate, language: of the sentences; ids and properties are the same in all.
    """
    known = rules_of(checked.rules.id)
    used = sorted({finding.rule for finding in checked.findings})
    uri = uri_of(target)
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "vanban",
                        "version": version("vanban"),
                        "rules": [_rule(known[rule], translate) for rule in used],
                    }
                },
                "language": language,
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": uri}}],
                "results": [
                    _result(finding, uri, used.index(finding.rule), translate)
                    for finding in checked.findings
                ],
                "properties": {"rules": checked.rules.id},
            }
        ],
    }


def uri_of(target: str) -> str:
    """A path as a URI; a relative one stays relative (RFC 3986)."""
    path = Path(target)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rule(rule: Rule, translate: Translate) -> dict[str, Any]:
    says = _PLACE.sub("…", translate(rule.says))
    source = message(N_("Source: {source}"), source=rule.source).text(translate)
    return {
        "id": rule.id,
        "shortDescription": {"text": says},
        "help": {"text": "\n".join([says, source, translate(_WEIGHT[rule.severity])])},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"source": rule.source},
    }


def _result(finding: Finding, uri: str, index: int, translate: Translate) -> dict[str, Any]:
    spot = finding.spot
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "index": 0}}
    location: dict[str, Any] = {"physicalLocation": place}
    properties: dict[str, Any] = {
        "is": finding.found, "shouldBe": finding.expected, "source": finding.source,
    }  # fmt: skip
    if spot.line:
        place["region"] = {"startLine": spot.line, "startColumn": spot.column or 1}
    if spot.page:  # SARIF knows no pages
        location["message"] = {"text": message(N_("page {page}"), page=spot.page).text(translate)}
        properties |= {"page": spot.page, "box": spot.box}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity.value,
        "message": {"text": finding.says.text(translate)},
        "locations": [location],
        "properties": properties,
    }
