"""Findings in SARIF 2.1.0, which editors and build servers read."""

from __future__ import annotations

import re
from typing import Any

from workflow.model.findings import Finding
from workflow.rules.rules import rules_of
from workflow.services.checking import Checked

_PLACE = re.compile(r"\{\w+\}")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(checked: Checked, target: str) -> dict[str, Any]:
    """One run of the checker over one document."""
    known = rules_of(checked.rules.id)
    used = sorted({finding.rule for finding in checked.findings})
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "vanban",
                        "rules": [
                            {
                                "id": rule,
                                "shortDescription": {"text": _PLACE.sub("…", known[rule].says)},
                                "help": {"text": known[rule].source},
                            }
                            for rule in used
                        ],
                    }
                },
                "results": [_result(finding, target) for finding in checked.findings],
            }
        ],
    }


def _result(finding: Finding, target: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": target}}
    if finding.spot.line:
        place["region"] = {
            "startLine": finding.spot.line,
            "startColumn": finding.spot.column or 1,
        }
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": finding.severity.value,
        "message": {"text": finding.says.text()},
        "locations": [{"physicalLocation": place}],
    }
    if finding.spot.page:
        result["properties"] = {"page": finding.spot.page, "box": finding.spot.box}
    return result
