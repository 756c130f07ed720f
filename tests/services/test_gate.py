"""The form of a document of the office: checked at every stage, and a gate at `submit`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import DRAFTER
from tests.services.stages import At, Standing, conclusion
from workflow.model.errors import FormNotRight, VanbanError, WarningsNotAccepted
from workflow.model.lifecycle import Act, State
from workflow.render.pdf import write_pdf
from workflow.rules.rules import rules_of
from workflow.services import drafting, submission
from workflow.services.checked import Checked, corrected
from workflow.services.checking import check_document
from workflow.services.checking_pages import check_pdf
from workflow.services.sarif import sarif

pytestmark = pytest.mark.slow

RIGHT = conclusion().replace("VỤ  \nPHÓ BÍ THƯ**", "VỤ**\n\nPHÓ BÍ THƯ")
NOON = datetime(2026, 8, 5, 5, tzinfo=UTC)
DOUBLE = RIGHT.replace("vụ Tỉnh uỷ kết", "vụ  Tỉnh uỷ kết")
TITLE = RIGHT.replace("PHÓ BÍ THƯ", "PHÓ BÍ THƯ THƯỜNG TRỰC")
WRONG = RIGHT.replace("T/M", "TM.")
REASON = "Chức danh theo Thông báo số 12-TB/TU"


def found(result: Checked) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.rule) for finding in result.findings]


def stands(at: At, text: str) -> Standing:
    standing = at("empty")
    standing.id = standing.draft(text).id
    return standing


def checked(standing: Standing) -> Checked:
    return check_document(standing.acting(), standing.id)


def one_word() -> bytes:
    """A page that lacks nearly everything."""
    return write_pdf("<html><body><p style='font-family: serif'>Một</p></body></html>")


def refused(standing: Standing, expected: type[VanbanError], reason: str = "") -> VanbanError:
    """Submitting it is refused, and nothing is left of it."""
    kept = {f for f in (standing.directory / "signed" / "content").rglob("*") if f.is_file()}
    before = standing.document()
    with pytest.raises(expected) as caught:
        submission.submit(standing.acting(DRAFTER), standing.id, reason)
    assert standing.document() == before
    assert standing.events(Act.SUBMITTED) == []
    assert {f for f in (standing.directory / "signed").rglob("*") if f in kept} == kept
    now = {f for f in (standing.directory / "signed" / "content").rglob("*") if f.is_file()}
    assert now == kept
    return caught.value


# -- documents -------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["drafted", "submitted"])
def test_a_document_is_checked_with_its_text_at_every_stage(at: At, stage: str) -> None:
    standing = at(stage)
    result = checked(standing)
    assert found(result) == [("warning", "title-written-bold")]
    assert result.text == conclusion()
    if stage == "submitted":
        assert result.pdf == standing.stored(standing.document().content).read_bytes()


def test_an_issued_document_is_checked_as_it_was_issued(at: At) -> None:
    standing = at("issued")
    result = checked(standing)
    assert result.findings == ()
    assert result.pdf == standing.official().read_bytes()


def test_a_document_is_checked_by_the_rules_that_it_was_submitted_under(at: At) -> None:
    standing = at("empty")
    standing.clock.now = datetime(2026, 5, 20, 5, tzinfo=UTC)
    standing.id = standing.draft(RIGHT).id
    submission.submit(standing.acting(DRAFTER), standing.id)
    standing.clock.now = NOON
    assert check_document(standing.acting(), standing.id).rules.id == "party-hd36"


def test_a_corrected_draft_is_clean(at: At) -> None:
    standing = stands(at, DOUBLE)
    result = check_document(standing.acting(), standing.id)
    drafting.edit_draft(standing.acting(DRAFTER), standing.id, corrected(result))
    assert check_document(standing.acting(), standing.id).findings == ()


# -- the gate --------------------------------------------------------------------------------------


def test_a_right_document_passes_with_nothing_to_accept(at: At) -> None:
    standing = stands(at, RIGHT)
    document, _ = submission.submit(standing.acting(DRAFTER), standing.id)
    assert document.state is State.SUBMITTED
    (event,) = standing.events(Act.SUBMITTED)
    assert (event.data["findings"], event.data["accepted"]) == ([], "")


def test_a_reason_for_nothing_is_not_recorded(at: At) -> None:
    standing = stands(at, RIGHT)
    submission.submit(standing.acting(DRAFTER), standing.id, REASON)
    (event,) = standing.events(Act.SUBMITTED)
    assert (event.data["findings"], event.data["accepted"]) == ([], "")


@pytest.mark.parametrize("reason", ["", REASON])
def test_errors_stop_it_whatever_the_reason(at: At, reason: str) -> None:
    error = refused(stands(at, WRONG), FormNotRight, reason)
    assert [problem.place for problem in error.problems] == ["16:1"]
    assert "TM. BAN THƯỜNG VỤ" in error.text()


def test_only_errors_are_told_where_there_are_any(at: At) -> None:
    error = refused(stands(at, DOUBLE.replace("T/M", "TM.")), FormNotRight)
    assert len(error.problems) == 1


def test_warnings_stop_it_without_a_reason(at: At) -> None:
    error = refused(
        stands(at, TITLE.replace("vụ Tỉnh uỷ kết", "vụ  Tỉnh uỷ kết")), WarningsNotAccepted
    )
    assert len(error.problems) == 2
    assert error.problems[0].place.startswith("7:")


@pytest.mark.parametrize("reason", [" ", "\t"])
def test_an_empty_reason_is_none(at: At, reason: str) -> None:
    refused(stands(at, TITLE), WarningsNotAccepted, reason)


def test_with_a_reason_the_rules_and_the_reason_are_recorded(at: At) -> None:
    text = TITLE.replace("kết luận như sau.", "kết  luận  như sau.")
    standing = stands(at, text)
    document, _ = submission.submit(standing.acting(DRAFTER), standing.id, REASON)
    assert document.state is State.SUBMITTED
    (event,) = standing.events(Act.SUBMITTED)
    assert event.data["findings"] == ["double-space", "title-listed"]
    assert event.data["accepted"] == REASON
    assert event.data["rules"] == "party-hd05"


def test_what_the_layout_prints_right_is_no_reason_to_stop(at: At) -> None:
    """A bold title in the text is told by a check; on the page it is not bold."""
    standing = stands(at, conclusion())
    assert found(checked(standing)) == [("warning", "title-written-bold")]
    assert submission.submit(standing.acting(DRAFTER), standing.id)[0].state is State.SUBMITTED


# -- SARIF -----------------------------------------------------------------------------------------


def test_sarif_has_every_finding_with_its_rule_and_place(at: At) -> None:
    result = checked(stands(at, DOUBLE.replace("T/M", "TM.")))
    told = sarif(result, "ket-luan.md")
    assert told["version"] == "2.1.0"
    (run,) = told["runs"]
    assert [r["ruleId"] for r in run["results"]] == ["authority-form", "double-space"]
    assert [r["level"] for r in run["results"]] == ["error", "warning"]
    assert [r["message"]["text"] for r in run["results"]] == [
        f.says.text() for f in result.findings
    ]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted(ids) == ["authority-form", "double-space"]
    known = rules_of("party-hd05")
    for rule in run["tool"]["driver"]["rules"]:
        assert known[rule["id"]].source in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] == known[rule["id"]].severity.value
    assert [ids[r["ruleIndex"]] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert [r["properties"]["is"] for r in run["results"]] == [f.found for f in result.findings]
    assert run["results"][0]["properties"]["shouldBe"] == "T/M BAN THƯỜNG VỤ"
    (place,) = run["results"][1]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "ket-luan.md", "index": 0}
    assert run["artifacts"] == [{"location": {"uri": "ket-luan.md"}}]
    spot = result.findings[1].spot
    assert place["physicalLocation"]["region"] == {
        "startLine": spot.line, "startColumn": spot.column}  # fmt: skip


def test_sarif_of_a_finding_on_a_page_tells_page_and_box(issued_pdf: tuple[Path, Path]) -> None:
    day = NOON.date()
    result = check_pdf(one_word(), day)
    (run,) = sarif(result, "d.pdf")["runs"]
    assert len(run["results"]) == len(result.findings) > 5
    assert len(run["tool"]["driver"]["rules"]) == len({f.rule for f in result.findings})
    for entry, finding in zip(run["results"], result.findings, strict=True):
        assert "region" not in entry["locations"][0]["physicalLocation"]
        assert entry.get("properties", {}).get("page", 0) == finding.spot.page
    assert sarif(check_pdf(issued_pdf[0].read_bytes(), day), "d.pdf")["runs"][0]["results"] == []


def test_sarif_says_each_rule_without_places_to_fill(at: At) -> None:
    (run,) = sarif(checked(stands(at, WRONG)), "d.md")["runs"]
    texts = [rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]]
    assert texts
    assert not [text for text in texts if "{" in text]
