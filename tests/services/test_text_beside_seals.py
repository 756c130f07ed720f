"""The seal as the Party's central office puts it: real size, with four lines on its right."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import CLERK, SEAL
from tests.services.stages import At, Standing, assert_sound, take_on
from workflow.model.errors import SealPlaceOther
from workflow.model.lifecycle import State
from workflow.model.verification import Verdict
from workflow.render.measure import measure
from workflow.services import issuing
from workflow.services.checking import check_document
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow

MM = 25.4 / 72
TEXT = 'text = ["signer", "email", "organ", "time"]\nemail = "vanthu@lamgiang.vn"\n'


def with_text(standing: Standing, more: str = TEXT) -> Standing:
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    assert "[seals.tinh-uy]\n" in text
    settings.write_text(text.replace("[seals.tinh-uy]\n", f"[seals.tinh-uy]\n{more}"), "utf-8")
    return standing


def boxes(pdf: bytes) -> dict[str, list[float]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            str(field.T): [float(n) * MM for n in field.Rect]
            for field in document.Root.AcroForm.Fields
        }


def shown_in(pdf: Path, field: str) -> str:
    """The text in the appearance of a field."""
    with pikepdf.open(pdf) as document:
        (found,) = [f for f in document.Root.AcroForm.Fields if str(f.T) == field]
        alone = pikepdf.new()
        page = alone.add_blank_page(page_size=(400, 200))
        name = page.add_resource(alone.copy_foreign(found.AP.N), "/XObject", "/It")
        page.Contents = alone.make_stream(f"q 1 0 0 1 20 20 cm {name} Do Q".encode())
        out = io.BytesIO()
        alone.save(out)
    return " ".join(line.text for line in measure(out.getvalue())[0].lines)


def test_who_when_and_which_organ_stand_beside_the_seal(at: At) -> None:
    standing = with_text(at("drafted"))
    for stage in ("submitted", "approved", "signed", "issued"):
        document = take_on(standing, stage)
    report = verify_file(standing.official(), standing.directory / "keys" / "trust")
    assert report.verdict is Verdict.VALID
    moment = report.signatures[1].claimed_at
    assert moment is not None
    said = shown_in(standing.official(), "Seal")
    assert said.startswith("Ký bởi: Tỉnh uỷ Lam Giang (MẪU) Email: vanthu@lamgiang.vn ")
    assert "Cơ quan: Tỉnh uỷ Lam Giang Ngày ký: " in said
    assert said.endswith(" +07:00")
    assert f"{moment:%M:%S} +07:00" in said
    field = boxes(standing.stored(document.content).read_bytes())
    left, bottom, right, top = field["Seal"]
    assert (right - left, top - bottom) == pytest.approx((74, 30), abs=0.1)
    signature = field["Signature"]
    covered = left + 30 - signature[0]
    assert covered / (signature[2] - signature[0]) == pytest.approx(1 / 3, abs=0.01)
    assert right < 195
    assert check_document(standing.acting(), standing.id).findings == ()
    assert_sound(standing.directory)


def test_a_seal_that_was_changed_after_the_submission_does_not_fit(at: At) -> None:
    standing = with_text(at("signed"))
    with pytest.raises(SealPlaceOther) as caught:
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert "30 × 30" in caught.value.text()
    assert "74 × 30" in caught.value.text()
    assert standing.document().state is State.SIGNED
    assert standing.acting().ledger.register_lines() == []
