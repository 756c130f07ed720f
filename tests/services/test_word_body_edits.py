"""`draft edit ID --from FILE.docx`: a text is recognised, compared, and counts once accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CLERK, DRAFTER
from tests.draft.word_files import BODY, CENTRE, PARTY, SIGNED, Page, bare_body, dashed
from tests.services.stages import At, Standing, assert_sound
from tests.whole_word import WholeWord
from workflow.model.difference import Difference
from workflow.model.errors import NotAText, PartsMissing, WrongRole, WrongState
from workflow.model.lifecycle import Act
from workflow.services.as_is import create_as_is
from workflow.services.drafting import draft_text, parse_draft
from workflow.services.word_bodies import create_from_word
from workflow.services.word_body_edits import NewBody, accept_body, new_body

pytestmark = pytest.mark.slow

NEW = (BODY[0], BODY[1], "2. Văn phòng Tỉnh uỷ báo cáo trước ngày 30/9/2026.")


def whole(body: tuple[str, ...] = BODY, subject: str = "về công tác văn thư") -> Page:
    page = Page()
    page.columns(*PARTY)
    page.title("KẾT LUẬN", (subject,))
    page.lines(body)
    page.columns(dashed(), SIGNED)
    return page


def with_appendix(page: Page) -> Page:
    page.page_break()
    page.line("PHỤ LỤC", CENTRE, bold=True)
    page.line("Danh sách đại biểu", CENTRE, bold=True)
    page.line("Đồng chí Trần Minh Khang.")
    return page


def written(standing: Standing, data: bytes, name: str = "than bai.docx") -> Path:
    source = standing.directory / name
    source.write_bytes(data)
    return source


@pytest.fixture
def standing(at: At) -> Standing:
    """An office whose only draft has its text from Word, with an appendix."""
    standing = at("empty")
    source = written(standing, with_appendix(whole()).data())
    office = standing.acting(DRAFTER)
    standing.id = create_from_word(office, "ket-luan", source).document.id
    office.close()
    return standing


def changed(standing: Standing, data: bytes) -> NewBody:
    return new_body(standing.acting(DRAFTER), standing.id, written(standing, data, "moi.docx"))


def body_of(standing: Standing) -> tuple[str, ...]:
    return parse_draft(standing.acting(), standing.document()).word_passages[0].texts


def test_nothing_counts_before_it_is_accepted(standing: Standing) -> None:
    new = changed(standing, whole(NEW, "về công tác lưu trữ").data())
    assert new.read.recognised.subject == "về công tác lưu trữ"
    words = {(w.removed, w.added) for w in new.difference.words}
    assert ("văn thư", "lưu trữ") in words
    assert ("", "30/9/2026") in {(n.before, n.after) for n in new.difference.numbers}
    assert (standing.document().version, body_of(standing)) == (1, BODY)
    document = accept_body(standing.acting(DRAFTER), standing.id, new)
    assert (document.version, document.subject) == (2, "về công tác lưu trữ")
    assert body_of(standing) == NEW
    event = standing.events(Act.EDITED)[-1]
    assert event.data["from_word"]["numbers"] == len(new.difference.numbers)
    assert_sound(standing.directory)


def test_a_file_that_is_only_a_text_leaves_the_rest(standing: Standing) -> None:
    page = Page()
    page.lines(NEW)
    new = changed(standing, page.data())
    accept_body(standing.acting(DRAFTER), standing.id, new)
    draft = parse_draft(standing.acting(), standing.document())
    assert draft.subject_line == "về công tác văn thư"
    assert draft.signature.name == "Trần Minh Khang"
    assert draft.appendices[0].title == ("Danh sách đại biểu",)
    assert [passage.texts for passage in draft.word_passages] == [
        NEW, ("Đồng chí Trần Minh Khang.",),
    ]  # fmt: skip


def test_a_whole_file_without_the_appendix_takes_it_away(standing: Standing) -> None:
    new = changed(standing, whole().data())
    assert any("Danh sách đại biểu" in words.removed for words in new.difference.words)
    accept_body(standing.acting(DRAFTER), standing.id, new)
    assert "Phụ lục" not in draft_text(standing.acting(), standing.document())


def test_the_same_text_is_no_difference(standing: Standing) -> None:
    assert changed(standing, with_appendix(whole()).data()).difference == Difference()


def test_of_a_text_that_was_typed_the_file_must_say_all(at: At) -> None:
    standing = at("drafted")
    with pytest.raises(PartsMissing):
        changed(standing, bare_body())
    accept_body(standing.acting(DRAFTER), standing.id, changed(standing, whole(NEW).data()))
    assert body_of(standing) == NEW


def test_who_may_when_and_of_what(standing: Standing, at: At) -> None:
    source = written(standing, whole(NEW).data())
    with pytest.raises(WrongRole):
        new_body(standing.acting(CLERK), standing.id, source)
    finished = written(standing, WholeWord().data(), "finished.docx")
    other, _ = create_as_is(standing.acting(DRAFTER), "ket-luan", finished)
    with pytest.raises(NotAText):
        new_body(standing.acting(DRAFTER), other.id, source)
    with pytest.raises(WrongState):
        changed(at("submitted"), whole(NEW).data())
