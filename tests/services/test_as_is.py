"""Drafts that are finished Word files: from the file on the disk to the sealed document."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.conftest import APPROVER, CLERK, DRAFTER, EXAMPLE
from tests.services.stages import RECIPIENTS, At, Standing, take_on
from tests.whole_word import WholeWord
from workflow.model.errors import (
    ChangesUndecided,
    CopyWithoutSource,
    DraftError,
    FileInTheWay,
    NotAFinishedFile,
    NotAText,
    PlacesUnclear,
    WordFileBroken,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.places import PlaceFound, read_place
from workflow.model.verification import Verdict
from workflow.render.measure import measure
from workflow.services.as_is import change_as_is, create_as_is
from workflow.services.checking import check_document
from workflow.services.drafting import create_draft, draft_text, edit_draft, parse_draft
from workflow.services.rendering import preview
from workflow.services.verification import verify_file
from workflow.services.word_round_trip import accept, came_back, lay_out, write_word

pytestmark = pytest.mark.slow

_ADDRESS = "https://congbao.chinhphu.vn/"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return WholeWord().write(tmp_path / "whole.docx")


@pytest.fixture
def standing(at: At, source: Path) -> Standing:
    """An office with a finished Word file as its only draft."""
    standing = at("empty")
    office = standing.acting(DRAFTER)
    document, _ = create_as_is(office, "ket-luan", source)
    office.close()
    standing.id = document.id
    return standing


def edited(source: Path, old: str, new: str) -> Path:
    document = docx.Document(str(source))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    changed = source.with_name("changed.docx")
    document.save(str(changed))
    return changed


def seal_of(places: tuple[PlaceFound, ...]) -> PlaceFound:
    return next(found for found in places if found.name == "seal")


def test_the_file_is_the_draft_byte_for_byte(standing: Standing, source: Path) -> None:
    (event,) = standing.events(Act.CREATED)
    assert standing.stored(event.data["draft"]).read_bytes() == source.read_bytes()
    assert event.data["as_is"] == {"name": "whole.docx", "places": []}
    assert event.data["subject"] == WholeWord().subject


def test_it_goes_the_whole_line(standing: Standing) -> None:
    office = standing.acting(DRAFTER)
    assert check_document(office, standing.id).findings == ()
    for stage in ("submitted", "approved", "signed", "issued", "distributed"):
        take_on(standing, stage)
    pages = measure(standing.official().read_bytes())
    texts = [line.text for line in pages[0].lines]
    day = standing.document().signed_on
    assert day
    rules = standing.acting().rules
    assert {"Số 01-KL/TU", rules.date_text("Lam Giang", day, day.year)} <= set(texts)
    assert {picture.name for picture in pages[0].pictures} == {"signature", "seal"}
    office = standing.acting()
    trust = standing.directory / office.settings.trust
    report = verify_file(standing.official(), trust, office.clock(), office=office)
    assert report.verdict is Verdict.VALID
    checked = check_document(standing.acting(), standing.id)
    assert checked.errors == ()


def test_a_file_with_links_and_headings_goes_the_whole_line(at: At, source: Path) -> None:
    document = docx.Document(str(source))
    paragraph = next(p for p in document.paragraphs if "21,4" in p.text)
    address = document.part.relate_to(_ADDRESS, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{address}"><w:r><w:t> Công báo</w:t></w:r>'
        "</w:hyperlink>"))  # fmt: skip
    for heading in document.paragraphs[-2:]:
        heading._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>'))
    document.save(str(source))
    standing = at("empty")
    office = standing.acting(DRAFTER)
    made, _ = create_as_is(office, "ket-luan", source)
    office.close()
    standing.id = made.id
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(standing, stage)
    office = standing.acting()
    trust = standing.directory / office.settings.trust
    report = verify_file(standing.official(), trust, office.clock(), office=office)
    assert report.verdict is Verdict.VALID


def test_what_was_approved_is_the_file_as_it_looks(standing: Standing) -> None:
    take_on(standing, "submitted")
    office = standing.acting(APPROVER)
    content = office.store.get(standing.document().content)
    _, pdf, pictures = preview(office, standing.id)
    assert pdf.read_bytes() == content
    assert len(pictures) == 1


def test_pictures_of_a_draft_show_its_places(standing: Standing) -> None:
    office = standing.acting(DRAFTER)
    _, _, (before,) = preview(office, standing.id)
    shown = before.read_bytes()
    change_as_is(office, standing.id, places=[read_place("seal=1:30x200")])
    _, _, (after,) = preview(office, standing.id)
    assert after.read_bytes() != shown


def test_a_place_is_corrected_and_recorded(standing: Standing) -> None:
    office = standing.acting(DRAFTER)
    _, places = change_as_is(office, standing.id, places=[read_place("seal=1:30x200")])
    assert (seal_of(places).left, seal_of(places).top) == (30.0, 200.0)
    assert standing.events(Act.EDITED)[-1].data["as_is"]["places"] == ["seal=1:30x200"]
    _, places = change_as_is(office, standing.id, places=[read_place("seal=1:40x210")])
    assert standing.events(Act.EDITED)[-1].data["as_is"]["places"] == ["seal=1:40x210"]
    version = standing.document().version
    change_as_is(office, standing.id, places=[read_place("seal=1:40x210")])
    assert standing.document().version == version


def test_a_place_that_cannot_be_changes_nothing(standing: Standing) -> None:
    office, version = standing.acting(DRAFTER), standing.document().version
    with pytest.raises(PlacesUnclear):
        change_as_is(office, standing.id, places=[read_place("seal=9:30x200")])
    assert standing.document().version == version


def test_a_file_that_cannot_be_used_makes_no_draft(at: At, tmp_path: Path) -> None:
    standing = at("empty")
    office = standing.acting(DRAFTER)
    for whole, error in (
        (WholeWord(number="Số 12-KL/TU"), PlacesUnclear),
        (WholeWord(title="THÔNG BÁO"), DraftError),
        (WholeWord(empty=0), PlacesUnclear),
    ):
        with pytest.raises(error):
            create_as_is(office, "ket-luan", whole.write(tmp_path / "it.docx"))
    (tmp_path / "it.docx").write_bytes(b"no file of Word")
    with pytest.raises(WordFileBroken):
        create_as_is(office, "ket-luan", tmp_path / "it.docx")
    assert standing.events() == []


def test_who_may_and_when(standing: Standing, source: Path) -> None:
    with pytest.raises(WrongRole):
        create_as_is(standing.acting(CLERK), "ket-luan", source)
    with pytest.raises(CopyWithoutSource):
        create_as_is(standing.acting(DRAFTER), "sao-y", source)
    take_on(standing, "submitted")
    with pytest.raises(WrongState):
        change_as_is(standing.acting(DRAFTER), standing.id, places=[read_place("seal=1:9x9")])


def test_a_finished_file_is_no_text_and_a_text_no_finished_file(standing: Standing) -> None:
    office = standing.acting(DRAFTER)
    with pytest.raises(NotAText):
        edit_draft(office, standing.id, EXAMPLE.read_text("utf-8"))
    assert "KẾT LUẬN\n" in draft_text(office, standing.document())
    text = create_draft(office, "ket-luan", EXAMPLE)
    with pytest.raises(NotAFinishedFile):
        change_as_is(office, text.id, places=[read_place("seal=1:9x9")])


def test_a_signer_whom_nobody_knows_is_told_at_submission(at: At, tmp_path: Path) -> None:
    standing = at("empty")
    whole = WholeWord(name="Lê Thị Không Có")
    document, _ = create_as_is(
        standing.acting(DRAFTER), "ket-luan", whole.write(tmp_path / "it.docx")
    )
    standing.id = document.id
    with pytest.raises(DraftError, match="is not a signer of this office"):
        take_on(standing, "submitted")


# -- The round trip through Word -------------------------------------------------------------------


def test_what_came_back_is_accepted_after_its_difference(standing: Standing, source: Path) -> None:
    office = standing.acting(DRAFTER)
    changed = edited(source, "21,4", "24,1")
    finished, difference = came_back(office, standing.id, changed)
    assert [(n.before, n.after) for n in difference.numbers] == [("21,4", "24,1")]
    assert standing.document().version == 1
    accept(office, standing.id, finished, difference)
    event = standing.events(Act.EDITED)[-1]
    assert event.data["from_word"] == {"numbers": 1, "words": 0, "formats": 0}
    assert event.data["as_is"]["name"] == "whole.docx"
    assert "24,1 tỷ" in draft_text(office, standing.document())


def test_places_that_were_said_stay_said(standing: Standing, source: Path) -> None:
    office = standing.acting(DRAFTER)
    change_as_is(office, standing.id, places=[read_place("seal=1:30x200")])
    finished, difference = came_back(office, standing.id, edited(source, "21,4", "24,1"))
    _, places = accept(office, standing.id, finished, difference)
    assert (seal_of(places).left, seal_of(places).given) == (30.0, True)


def test_the_same_file_saved_anew_is_no_difference(standing: Standing, source: Path) -> None:
    saved = source.with_name("saved.docx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(saved, "w") as new:  # not compressed
        for name in sorted(old.namelist()):
            new.writestr(name, old.read(name))
    assert saved.read_bytes() != source.read_bytes()
    _, difference = came_back(standing.acting(DRAFTER), standing.id, saved)
    assert not difference


def test_the_working_file_is_never_written_over(standing: Standing) -> None:
    office = standing.acting(DRAFTER)
    _, place, unfinished = lay_out(office, standing.id)
    assert not unfinished
    place.write_bytes(b"changed")
    _, again, unfinished = lay_out(office, standing.id)
    assert unfinished
    assert again.read_bytes() == b"changed"
    with pytest.raises(FileInTheWay):
        write_word(office, standing.id, place)


def test_tracked_changes_are_refused_or_accepted(standing: Standing, source: Path) -> None:
    document = docx.Document(str(source))
    paragraph = next(p for p in document.paragraphs if "21,4" in p.text)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraph._p.append(parse_xml(
        f'<w:ins xmlns:w="{word}" w:id="5" w:author="A" w:date="2026-01-01T00:00:00Z">'
        "<w:r><w:t> Thêm 7 chữ.</w:t></w:r></w:ins>"))  # fmt: skip
    tracked = source.with_name("tracked.docx")
    document.save(str(tracked))
    office = standing.acting(DRAFTER)
    with pytest.raises(ChangesUndecided):
        came_back(office, standing.id, tracked)
    finished, difference = came_back(office, standing.id, tracked, accepted=True)
    assert difference.words[0].added == "Thêm 7 chữ."
    accept(office, standing.id, finished, difference)
    assert "Thêm 7 chữ." in draft_text(office, standing.document())


def test_a_file_saved_by_libreoffice_is_taken_back(standing: Standing, tmp_path: Path) -> None:
    office = standing.acting(DRAFTER)
    write_word(office, standing.id, tmp_path / "out.docx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "docx:Office Open XML Text", "--outdir", tmp_path / "saved",
         tmp_path / "out.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    finished, difference = came_back(office, standing.id, tmp_path / "saved" / "out.docx")
    assert (difference.numbers, difference.words) == ((), ())
    accept(office, standing.id, finished, difference)
    assert parse_draft(office, standing.document()).signature.name == "Trần Minh Khang"
    take_on(standing, "submitted")
    assert standing.document().state is State.SUBMITTED


def test_what_no_page_can_carry_is_refused_when_it_comes_back(
    standing: Standing, source: Path
) -> None:
    out = io.BytesIO()
    document = docx.Document(str(source))
    document.save(out)
    broken = source.with_name("broken.docx")
    broken.write_bytes(out.getvalue()[:-400])
    with pytest.raises(WordFileBroken):
        came_back(standing.acting(DRAFTER), standing.id, broken)
    assert standing.document().version == 1


def test_a_text_becomes_a_finished_file_once_what_came_back_is_accepted(
    at: At, tmp_path: Path
) -> None:
    """Word can set what Markdown cannot say: the file is the document from then on."""
    standing = at("drafted")
    office, out = standing.acting(DRAFTER), tmp_path / "out.docx"
    write_word(office, standing.id, out)
    document = docx.Document(str(out))
    run = next(r for p in document.paragraphs for r in p.runs if "kết luận như sau" in r.text)
    run.text = run.text.replace("kết luận như sau", "kết luận 3 việc")
    document.save(str(out))
    finished, difference = came_back(office, standing.id, out)
    assert [(n.before, n.after) for n in difference.numbers] == [("", "3")]
    assert standing.document().version == 1
    changed, places = accept(office, standing.id, finished, difference)
    assert {found.name for found in places} == {"number", "date", "signature", "seal"}
    draft = parse_draft(office, changed)
    assert draft.as_is
    assert draft.recipients == RECIPIENTS
    take_on(standing, "submitted")
