"""Attachments along the line: recorded, approved, signed by the organ, sent, verified."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import APPROVER, CLERK, DRAFTER, SEAL, As, Line
from tests.pki_services import TSA, PkiServices
from tests.render.test_attachment import attachment, encrypted
from tests.services.attaching import attached
from tests.services.stages import (
    At,
    Stages,
    Standing,
    assert_delivered,
    assert_sound,
    conclusion,
    take_on,
)
from tests.services.test_images import with_image
from workflow.model.errors import (
    AttachmentRefused,
    AuthorMayNotApprove,
    ContentDamaged,
    NotFound,
    NoTimestamp,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.verification import Capacity, PolicyName, Report, Verdict
from workflow.services import approval, attaching, drafting, issuing
from workflow.services.attaching import attach, detach
from workflow.services.attachments import attachments_of
from workflow.services.doctor import examine
from workflow.services.images import known_images
from workflow.services.office import open_office
from workflow.services.publishing import unpublished
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

TABLE, MAP = "Biểu số 1.pdf", "ban-do.pdf"


def sideways(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 90
    pdf.pages[0].obj.CropBox = pikepdf.Array([40, 30, 440, 730])


def files(folder: Path) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    for name, data in ((TABLE, attachment()), (MAP, attachment(sideways))):
        (folder / name).write_bytes(data)
    return {name: folder / name for name in (TABLE, MAP)}


def known(standing: Standing) -> dict[str, str]:
    return dict(attachments_of(standing.acting(), standing.document()))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def drafted(at: At, tmp_path: Path) -> Standing:
    """A draft with two attachments, whose files are no longer there."""
    standing = at("drafted")
    for file in files(tmp_path / "files").values():
        attached(standing, file)
        file.unlink()
    return standing


@pytest.fixture(scope="module")
def issued(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """A distributed document with two attachments; not to be changed."""
    folder = tmp_path_factory.mktemp("attachments")
    standing = stages.copy("drafted", folder / "office")
    for file in files(folder / "files").values():
        attached(standing, file)
    for stage in ("submitted", "approved", "signed", "issued", "distributed"):
        take_on(standing, stage)
    return standing


def take_through(standing: Standing, stages: list[str]) -> None:
    for stage in stages:
        take_on(standing, stage)


def published(standing: Standing, name: str) -> Path:
    return standing.official("01-KL-TU.attachments") / name


def verified(standing: Standing, file: Path, *, inside: bool) -> Report:
    trust = standing.directory / "keys" / "trust"
    if inside:
        return verify_file(file, trust, office=standing.acting())
    return verify_file(file, trust, policy=PolicyName.FOREIGN)


# -- while it is a draft -----------------------------------------------------------------------


def test_an_attachment_is_kept_with_its_hash_in_the_journal(drafted: Standing) -> None:
    found = known(drafted)
    assert found == {TABLE: sha256(attachment()), MAP: sha256(attachment(sideways))}
    assert drafted.stored(found[TABLE]).read_bytes() == attachment()
    assert drafted.events(Act.EDITED)[-1].data["attachments"] == found


def test_its_name_is_kept_composed_and_without_folder(at: At, tmp_path: Path) -> None:
    standing, name = at("drafted"), unicodedata.normalize("NFD", TABLE)
    file = tmp_path / "sâu" / name
    file.parent.mkdir()
    file.write_bytes(attachment())
    assert attached(standing, file).name == TABLE
    assert list(known(standing)) == [TABLE]


def test_it_stays_when_the_text_is_edited_and_the_images_when_it_comes(
    at: At, tmp_path: Path
) -> None:
    standing = at("empty")
    source = with_image(tmp_path)
    standing.id = drafting.create_draft(standing.acting(DRAFTER), "ket-luan", source).id
    attached(standing, files(tmp_path / "files")[TABLE])
    office = standing.acting(DRAFTER)
    assert list(known_images(office, standing.document())) == ["bieu-do.png"]
    drafting.edit_draft(office, standing.id, conclusion("về việc khác"))
    assert list(known(standing)) == [TABLE]


def test_a_removed_attachment_is_gone(drafted: Standing) -> None:
    detach(drafted.acting(DRAFTER), drafted.id, TABLE)
    assert list(known(drafted)) == [MAP]
    with pytest.raises(NotFound):
        detach(drafted.acting(DRAFTER), drafted.id, TABLE)
    detach(drafted.acting(DRAFTER), drafted.id, MAP)
    take_on(drafted, "submitted")
    assert "attachments" not in drafted.events(Act.SUBMITTED)[-1].data


def refused(standing: Standing, file: Path) -> str:
    before = standing.events()
    with pytest.raises(AttachmentRefused) as caught:
        attached(standing, file)
    assert standing.events() == before
    return caught.value.text()


@pytest.mark.parametrize("name", [TABLE, unicodedata.normalize("NFD", TABLE), "BIỂU SỐ 1.PDF"])
def test_two_attachments_do_not_have_one_name(drafted: Standing, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(attachment())
    assert "--remove" in refused(drafted, file)


@pytest.mark.parametrize(
    "name", ["bang.docx", ".an.pdf", "a\nb.pdf", "a:b.pdf", "a\\b.pdf", f"{'đ' * 70}.pdf"]
)
def test_a_name_that_not_every_system_takes_is_refused(at: At, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(attachment())
    assert "its name" in refused(at("drafted"), file)


def test_what_cannot_be_signed_later_is_refused_now(at: At, tmp_path: Path) -> None:
    standing = at("issued")
    other = Standing(standing.directory, standing.draft().id, standing.clock)
    assert "form fields or signatures" in refused(other, standing.official())
    file = tmp_path / "a.pdf"
    file.write_bytes(encrypted())
    assert "encrypted" in refused(other, file)


def test_too_large_and_too_many_are_refused(
    drafted: Standing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(attachment())
    monkeypatch.setattr(attaching, "MOST_FILES", 2)
    assert "there are 2 already" in refused(drafted, file)
    monkeypatch.undo()
    monkeypatch.setattr(attaching, "MOST_BYTES", len(attachment()) - 1)
    assert "larger" in refused(drafted, file)


def test_ink_where_the_signature_will_stand_is_told(at: At, tmp_path: Path) -> None:
    standing, file = at("drafted"), tmp_path / "muc.pdf"
    file.write_bytes(attachment(lambda p: p.pages[0].contents_add(b"450 800 90 20 re f")))
    assert not attached(standing, file).blank_corner
    assert attached(standing, files(tmp_path)[TABLE]).blank_corner


@pytest.mark.parametrize("stage", ["submitted", "approved", "signed", "issued"])
def test_only_a_draft_gets_attachments(at: At, tmp_path: Path, stage: str) -> None:
    standing = at(stage)
    with pytest.raises(WrongState):
        attached(standing, files(tmp_path)[TABLE])


def test_only_a_drafter_attaches(at: At, tmp_path: Path) -> None:
    standing = at("drafted")
    with pytest.raises(WrongRole):
        attach(standing.acting(CLERK), standing.id, files(tmp_path)[TABLE])


def test_whoever_attached_something_does_not_approve(at: At, tmp_path: Path) -> None:
    standing = at("drafted")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    start = text.index(f"[people.{APPROVER}]")
    roles = re.compile(r"roles = \[[^]]*\]")
    both = roles.sub('roles = ["drafter", "approver"]', text[start:], count=1)
    settings.write_text(text[:start] + both, "utf-8")
    attach(standing.acting(APPROVER), standing.id, files(tmp_path)[TABLE])
    take_on(standing, "submitted")
    with pytest.raises(AuthorMayNotApprove):
        approval.approve(standing.acting(APPROVER), standing.id)


# -- submitted and approved --------------------------------------------------------------------


def test_submission_and_approval_name_every_hash(drafted: Standing) -> None:
    take_on(drafted, "submitted")
    take_on(drafted, "approved")
    for act in (Act.SUBMITTED, Act.APPROVED):
        assert drafted.events(act)[-1].data["attachments"] == known(drafted)


@pytest.mark.parametrize("stage", ["submitted", "approved", "signed"])
def test_a_stored_attachment_that_was_changed_stops_the_line(drafted: Standing, stage: str) -> None:
    steps = ["submitted", "approved", "signed", "issued"]
    done = steps.index(stage) + 1
    take_through(drafted, steps[:done])
    kept = drafted.stored(known(drafted)[MAP])
    kept.write_bytes(kept.read_bytes() + b" ")
    doctor = {str(f.what): f.trouble for f in examine(drafted.acting())}
    assert isinstance(doctor["stored files"], ContentDamaged)
    with pytest.raises(ContentDamaged):
        take_through(drafted, steps[done:])
    assert drafted.acting().ledger.register_lines() == []


def test_a_rejected_document_keeps_its_attachments_and_may_get_others(
    drafted: Standing, tmp_path: Path
) -> None:
    take_on(drafted, "submitted")
    approval.reject(drafted.acting(APPROVER), drafted.id, "thiếu biểu")
    detach(drafted.acting(DRAFTER), drafted.id, MAP)
    file = tmp_path / "khac.pdf"
    file.write_bytes(attachment())
    attached(drafted, file)
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(drafted, stage)
    assert sorted(f.name for f in published(drafted, "").iterdir()) == [TABLE, "khac.pdf"]


# -- issued ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [TABLE, MAP])
def test_what_was_attached_is_the_beginning_of_what_is_issued(issued: Standing, name: str) -> None:
    approved = issued.events(Act.APPROVED)[-1].data["attachments"][name]
    base, signed = issued.stored(approved).read_bytes(), published(issued, name).read_bytes()
    assert signed.startswith(base)
    assert len(signed) > len(base)
    evidence = json.loads(issued.official("01-KL-TU.json").read_text("utf-8"))
    event = issued.events(Act.ISSUED)[-1]
    assert evidence["attachments"][name] == {"content": approved, "issued": sha256(signed)}
    assert event.data["attachments"][name] == sha256(signed)


@pytest.mark.parametrize("name", [TABLE, MAP])
def test_it_is_valid_by_the_policy_for_files_of_any_tool(issued: Standing, name: str) -> None:
    report = verified(issued, published(issued, name), inside=False)
    assert report.verdict is Verdict.VALID
    (signature,) = report.signatures
    assert signature.capacity is Capacity.ORGAN
    assert "Tỉnh uỷ Lam Giang" in signature.signer
    assert signature.covers_all


def test_the_office_says_whose_attachment_it_is(issued: Standing) -> None:
    report = verified(issued, published(issued, TABLE), inside=True)
    assert (report.verdict, report.policy) == (Verdict.VALID, PolicyName.FOREIGN)
    assert report.register is not None
    assert report.register.agrees
    assert str(report.register.says) == "attachment of 01-KL/TU, issued by this office"


def test_a_changed_attachment_is_not_valid(issued: Standing, tmp_path: Path) -> None:
    file = tmp_path / TABLE
    data = published(issued, TABLE).read_bytes()
    file.write_bytes(data.replace(b"595", b"594", 1))
    assert verified(issued, file, inside=False).verdict is Verdict.INVALID
    assert verified(issued, file, inside=True).verdict is Verdict.INVALID


@pytest.mark.parametrize("name", [TABLE, MAP])
def test_pdfsig_and_qpdf_find_no_fault(issued: Standing, name: str) -> None:
    place = str(published(issued, name))
    said = subprocess.run(
        ["pdfsig", "-nocert", place], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid") == said.count("Total document signed") == 1
    checked = subprocess.run(["qpdf", "--check", place], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", [TABLE, MAP])
def test_number_and_time_stand_in_black_at_the_top_right_of_page_1(
    issued: Standing, name: str
) -> None:
    run = subprocess.run(
        ["pdftoppm", "-cropbox", "-r", "72", "-png", "-f", "1", "-l", "1",
         str(published(issued, name))],
        capture_output=True, check=True,
    )  # fmt: skip
    picture = Image.open(io.BytesIO(run.stdout)).convert("RGB")
    assert picture.size == ((595, 842) if name == TABLE else (700, 400))
    ink = picture.convert("L").point([255 if n < 128 else 0 for n in range(256)]).getbbox()
    assert ink is not None
    left, top, right, bottom = ink
    margin, below = 15 * 72 / 25.4, 4 * 72 / 25.4
    assert picture.width - margin - 130 < left < right <= picture.width - margin + 1
    assert below - 1 < top < bottom < below + 23
    assert all(max(dot) - min(dot) < 40 for _, dot in picture.getcolors(1 << 16) or [])


def test_the_words_are_number_and_time_in_times_10_pt_embedded(issued: Standing) -> None:
    with pikepdf.open(published(issued, TABLE)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        shown = field.AP.N
        (x1, y1, x2, y2) = (float(n) for n in field.Rect)
        box = [float(n) for n in shown.BBox]
        fonts = [font for form in [shown] for font in form.Resources.Font.values()]
        for font in fonts:
            (descendant,) = font.DescendantFonts
            assert "Times" in str(font.BaseFont)
            assert "/FontFile2" in descendant.FontDescriptor
        drawn = shown.read_bytes().decode("latin-1")
        (scale,) = {float(n) for n in re.findall(r"^([\d.]+) 0 0 \1 0 0 cm", drawn, re.M)}
        (size,) = {float(n) for n in re.findall(r"/\S+ ([\d.]+) Tf", drawn)}
        assert scale * size == pytest.approx(10.0, abs=0.01)
    assert (x2 - x1, y2 - y1) == pytest.approx((box[2] - box[0], box[3] - box[1]), abs=0.1)
    said = subprocess.run(
        ["pdftotext", str(published(issued, TABLE)), "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "Số 01-KL/TU" in said
    assert re.search(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", said)


def test_issuing_again_publishes_an_attachment_that_was_deleted_or_changed(
    drafted: Standing,
) -> None:
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(drafted, stage)
    before = {name: published(drafted, name).read_bytes() for name in (TABLE, MAP)}
    published(drafted, TABLE).unlink()
    published(drafted, MAP).write_bytes(b"another")
    assert [d.id for d in unpublished(drafted.acting())] == [drafted.id]
    issuing.issue(drafted.acting(CLERK), drafted.id, [SEAL])
    assert {name: published(drafted, name).read_bytes() for name in (TABLE, MAP)} == before
    assert unpublished(drafted.acting()) == []


def test_every_body_gets_the_attachments_with_their_hashes(issued: Standing) -> None:
    assert issued.document().state is State.DISTRIBUTED
    (parcel,) = issued.outbox("ban-bi-thu").iterdir()
    cover = assert_delivered(parcel)
    assert [each.name for each in cover.attachments] == [
        f"attachments/{TABLE}",
        f"attachments/{MAP}",
    ]
    assert_sound(issued.directory)


# -- levels ------------------------------------------------------------------------------------


@pytest.fixture
def stamping(acting: As, line: Line, directory: Path, pki: PkiServices, tmp_path: Path) -> str:
    """A signed document with an attachment in an office that wants timestamps."""
    pki.equip(directory)
    settings = directory / "office.toml"
    text = settings.read_text("utf-8").replace("[trust]\n", '[trust]\nrevocation = "off"\n')
    signing = f'\n[signing]\ntsa = "{pki.tsa_url}"\nlevel = "B-T"\npatience = 2\ntries = 1\n'
    settings.write_text(text + signing, "utf-8")
    document = line.drafted()
    attach(acting(DRAFTER), document.id, files(tmp_path / "files")[TABLE])
    standing = Standing(directory, document.id)
    for stage in ("submitted", "approved", "signed"):
        take_on(standing, stage)
    return document.id


def test_its_signature_has_a_timestamp_where_the_office_wants_one(
    stamping: str, directory: Path
) -> None:
    standing = Standing(directory, stamping)
    take_on(standing, "issued")
    (signature,) = verified(standing, published(standing, TABLE), inside=False).signatures
    assert signature.proof is not None


def test_without_a_timestamp_nothing_is_issued_unless_that_is_allowed(
    stamping: str, directory: Path, pki: PkiServices
) -> None:
    standing = Standing(directory, stamping)
    with pki.unavailable(TSA):
        with pytest.raises(NoTimestamp):
            take_on(standing, "issued")
        assert standing.document().state is State.SIGNED
        office = open_office(directory, CLERK)
        office.upgrade_later = True
        issuing.issue(office, stamping, [SEAL])
    assert standing.events(Act.ISSUED)[-1].data["attachments_unstamped"]
