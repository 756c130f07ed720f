"""SARIF 2.1.0: what its schema requires, for findings in a text and on pages."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from workflow.model.findings import Finding, Spot
from workflow.rules.rules import rules_of
from workflow.rules.rulesets import rule_set
from workflow.services.checked import Checked
from workflow.services.sarif import sarif, uri_of

URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")  # RFC 3986


def told(*spots: Spot) -> dict[str, Any]:
    """A run with one finding of another rule at each place."""
    rules = list(rules_of("party-hd05").values())
    findings = tuple(
        Finding(r.id, r.source, r.severity, r.finding(s).says, "là", "nên là", s)
        for r, s in zip(rules, spots, strict=False)
    )
    log = sarif(Checked(rule_set("party-hd05"), findings, b""), "thư mục/kết luận.md")
    json.dumps(log)  # plain values only
    return log


def test_the_log_has_what_the_schema_requires() -> None:
    log = told(Spot(), Spot(line=3), Spot(line=3, column=7), Spot(page=2, box=(1, 2, 3, 4)))
    assert set(log) == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    assert {"tool", "results"} <= set(run)
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"]) == 4
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
        "th%C6%B0%20m%E1%BB%A5c/k%E1%BA%BFt%20lu%E1%BA%ADn.md"
    ]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert URI.fullmatch(artifact["uri"])
        assert artifact["index"] == 0
        assert {"is", "shouldBe", "source"} <= set(result["properties"])


def test_a_place_is_a_region_or_a_page() -> None:
    results = told(Spot(), Spot(line=3), Spot(line=3, column=7), Spot(page=2))["runs"][0]["results"]
    regions = [r["locations"][0]["physicalLocation"].get("region") for r in results]
    assert regions == [
        None, {"startLine": 3, "startColumn": 1}, {"startLine": 3, "startColumn": 7}, None,
    ]  # fmt: skip
    assert [r["properties"].get("page") for r in results] == [None, None, None, 2]
    assert results[3]["locations"][0]["message"]["text"] == "page 2"


@pytest.mark.parametrize(
    ("target", "uri"),
    [("ket-luan.md", "ket-luan.md"), ("a b/100%.md", "a%20b/100%25.md"), ("a:b.md", "a%3Ab.md"),
     ("/tmp/kết.md", "file:///tmp/k%E1%BA%BFt.md"), ("01-KL/TU", "01-KL/TU")],
)  # fmt: skip
def test_a_path_is_told_as_a_uri(target: str, uri: str) -> None:
    assert uri_of(target) == uri
    assert URI.fullmatch(uri)
