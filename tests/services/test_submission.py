"""Submit: the pages are fixed, every recipient is known, the signer is one of the office's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CLERK, DRAFTER
from tests.services.stages import BODIES, At, Standing, conclusion, take_on
from workflow.model.errors import (
    DraftError,
    GlyphsMissing,
    NotFound,
    RecipientsError,
    SettingsError,
    TemplateMissing,
    VanbanError,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.parties import Purpose
from workflow.services import submission

pytestmark = pytest.mark.slow


def files_of(standing: Standing) -> set[Path]:
    return set((standing.directory / "signed" / "content").rglob("*"))


def assert_refused(
    standing: Standing, text: str, expected: type[VanbanError], person: str = DRAFTER
) -> VanbanError:
    """Submitting a draft of `text` is refused and leaves no trace."""
    document = standing.draft(text)
    standing.id, before = document.id, files_of(standing)
    with pytest.raises(expected) as caught:
        submission.submit(standing.acting(person), document.id)
    assert standing.document() == document
    assert files_of(standing) == before
    return caught.value


def test_the_pages_and_the_recipients_are_fixed(at: At) -> None:
    standing = at("drafted")
    document, recipients = submission.submit(standing.acting(DRAFTER), standing.id)
    assert document.state is State.SUBMITTED
    assert standing.stored(document.content).read_bytes().startswith(b"%PDF-")
    sent = [r.body for r in recipients if r.purpose is not Purpose.ARCHIVE]
    assert tuple(sent) == BODIES
    assert recipients[0].purpose is Purpose.REPORT
    assert [r.body for r in recipients if r.purpose is Purpose.ARCHIVE] == ["van-phong-tinh-uy"]


def test_the_same_text_makes_the_same_pages(at: At) -> None:
    """An approval is bound to bytes, so bytes must not depend on the hour."""
    one, other = at("drafted"), at("empty")
    other.id = other.draft().id
    other.clock.now = one.clock.now.replace(microsecond=0)
    assert take_on(one, "submitted").content == take_on(other, "submitted").content


def test_a_line_that_stands_for_nobody_stops_it_with_the_nearest_names(at: At) -> None:
    lines = ("Ban Bí thư Trung ương Đảng", "Văn phòng Trung ưng Đảng", "Sở Nội vu")
    error = assert_refused(at("empty"), conclusion(recipients=lines), RecipientsError)
    assert [problem.place for problem in error.problems] == ["Nơi nhận 2", "Nơi nhận 3"]
    assert "Văn phòng Trung ương Đảng" in error.problems[0].text()
    assert "Sở Nội vụ" in error.problems[1].text()


def test_a_signer_whom_the_office_does_not_have_stops_it(at: At) -> None:
    text = conclusion(signer="Trần Minh Khanh")
    error = assert_refused(at("empty"), text, DraftError)
    assert "Trần Minh Khanh" in error.text()
    assert "Trần Minh Khang" in error.text()


def test_somebody_of_the_office_without_the_role_is_no_signer(at: At) -> None:
    assert_refused(at("empty"), conclusion(signer="Vũ Thanh Mai"), DraftError)


def test_a_character_that_the_font_lacks_stops_it(at: At) -> None:
    error = assert_refused(at("empty"), conclusion(body="Tốt 𐎀."), GlyphsMissing)
    assert "10380" in error.text()


def test_a_missing_template_stops_it(at: At) -> None:
    standing = at("empty")
    (standing.directory / "templates" / "party-named.docx").unlink()
    error = assert_refused(standing, conclusion(), TemplateMissing)
    assert "party-named.docx" in error.text()


def test_a_missing_directory_of_recipients_stops_it(at: At) -> None:
    standing = at("empty")
    (standing.directory / "recipients").rename(standing.directory / "away")
    assert_refused(standing, conclusion(), NotFound)


def test_a_mistake_in_the_directory_of_recipients_stops_it(at: At) -> None:
    standing = at("empty")
    bodies = standing.directory / "recipients" / "bodies.toml"
    bodies.write_text(bodies.read_text("utf-8") + '\n[bodies.x]\nnmae = "X"\n', "utf-8")
    error = assert_refused(standing, conclusion(), SettingsError)
    assert any("bodies.toml:" in problem.place for problem in error.problems)


def test_only_a_drafter_submits(at: At) -> None:
    assert_refused(at("empty"), conclusion(), WrongRole, person=CLERK)


def test_nothing_is_submitted_twice(at: At) -> None:
    standing = at("submitted")
    with pytest.raises(WrongState):
        submission.submit(standing.acting(DRAFTER), standing.id)
    assert len(standing.events(Act.SUBMITTED)) == 1
