"""Drafts: what is taken in, what is refused, and that only a draft is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, SIGNER
from tests.services.stages import At, conclusion
from workflow.model.errors import (
    ContentDamaged,
    DraftError,
    NoActingPerson,
    NotFound,
    UnknownDocument,
    UnknownDocumentType,
    UnreadableDraft,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.services import drafting

pytestmark = pytest.mark.slow


def test_a_draft_keeps_its_text_to_the_letter(at: At) -> None:
    standing = at("drafted")
    office = standing.acting()
    assert drafting.draft_text(office, standing.document()) == conclusion()
    assert standing.document().state is State.DRAFT
    assert standing.document().author == DRAFTER


def test_only_a_drafter_starts_a_draft(at: At) -> None:
    standing = at("empty")
    for person in (SIGNER, CLERK):
        with pytest.raises(WrongRole) as caught:
            standing.draft(author=person)
        assert "Nguyễn Thu Hà" in caught.value.hint_text()
    assert standing.events() == []


def test_somebody_must_be_acting(at: At) -> None:
    standing = at("empty")
    with pytest.raises(NoActingPerson):
        drafting.create_draft(standing.acting(None), "ket-luan", Path("draft.md"))


def test_a_type_is_known_by_id_name_and_symbol(at: At) -> None:
    standing = at("empty")
    standing.draft()
    office, source = standing.acting(DRAFTER), standing.directory / "draft.md"
    for name in ("ket-luan", "Kết luận", "KL"):
        assert drafting.create_draft(office, name, source).type == "ket-luan"


def test_an_unknown_type_names_the_nearest(at: At) -> None:
    standing = at("empty")
    office = standing.acting(DRAFTER)
    with pytest.raises(UnknownDocumentType) as caught:
        drafting.create_draft(office, "ket-luân", standing.directory / "examples" / "ket-luan.md")
    assert "ket-luan" in caught.value.hint_text()


def test_a_missing_file_is_not_found(at: At) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.md"):
        drafting.create_draft(at("empty").acting(DRAFTER), "ket-luan", Path("nowhere.md"))


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * (5 * 1024 * 1024 + 1)])
def test_what_is_not_a_text_is_refused(at: At, tmp_path: Path, data: bytes) -> None:
    standing, source = at("empty"), tmp_path / "odd.md"
    source.write_bytes(data)
    with pytest.raises(UnreadableDraft, match=r"odd\.md"):
        drafting.create_draft(standing.acting(DRAFTER), "ket-luan", source)
    assert standing.events() == []


def test_a_byte_order_mark_is_not_part_of_the_text(at: At, tmp_path: Path) -> None:
    standing, source = at("empty"), tmp_path / "bom.md"
    source.write_text(conclusion(), "utf-8-sig")
    document = drafting.create_draft(standing.acting(DRAFTER), "ket-luan", source)
    assert drafting.draft_text(standing.acting(), document) == conclusion()


def test_every_mistake_of_a_draft_is_named_at_once(at: At) -> None:
    standing = at("empty")
    with pytest.raises(DraftError) as caught:
        standing.draft("# KẾT LUẬN\n\nKhông có `trích yếu`\n")
    assert len(caught.value.problems) >= 3
    assert all(problem.place.startswith("draft.md:") for problem in caught.value.problems)
    assert standing.events() == []


def test_an_edit_is_recorded_with_the_new_text_and_subject(at: At) -> None:
    standing = at("drafted")
    office = standing.acting(DRAFTER)
    changed = drafting.edit_draft(office, standing.id, conclusion("về việc khác"))
    assert changed.subject == "về việc khác"
    assert [e.act for e in standing.events()] == [Act.CREATED, Act.EDITED]
    assert "về việc khác" in drafting.draft_text(office, changed)


def test_editing_without_a_change_records_nothing(at: At) -> None:
    standing = at("drafted")
    drafting.edit_draft(standing.acting(DRAFTER), standing.id, conclusion())
    assert [e.act for e in standing.events()] == [Act.CREATED]


def test_a_faulty_edit_leaves_the_draft_as_it_was(at: At) -> None:
    standing = at("drafted")
    office = standing.acting(DRAFTER)
    with pytest.raises(DraftError):
        drafting.edit_draft(office, standing.id, "nothing that a conclusion needs")
    assert drafting.draft_text(office, standing.document()) == conclusion()


def test_who_is_not_a_drafter_may_not_edit(at: At) -> None:
    standing = at("drafted")
    with pytest.raises(WrongRole):
        drafting.edit_draft(standing.acting(CLERK), standing.id, conclusion("khác"))


@pytest.mark.parametrize("stage", ["submitted", "approved", "signed", "issued", "distributed"])
def test_nothing_is_edited_after_it_was_submitted(at: At, stage: str) -> None:
    standing = at(stage)
    before = standing.document()
    for person in (DRAFTER, APPROVER):
        with pytest.raises(WrongState):
            drafting.edit_draft(standing.acting(person), standing.id, conclusion("về việc khác"))
    assert standing.document() == before


def test_a_text_changed_behind_the_programs_back_is_not_used(at: At) -> None:
    standing = at("drafted")
    standing.stored(standing.document().draft).write_text(conclusion("đã bị sửa"), "utf-8")
    with pytest.raises(ContentDamaged):
        drafting.draft_text(standing.acting(), standing.document())


@pytest.mark.parametrize("name", ["", "%", "_", "ffff%", "nobody", "\udcff"])
def test_a_name_that_is_no_documents_finds_none(at: At, name: str) -> None:
    with pytest.raises(UnknownDocument):
        at("drafted").acting().ledger.find(name)
