"""Two persons and two organs on one document: the right order is valid, every other refused."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.render.kinds import CHAIR, PARTNER, content_of
from tests.sign import forge
from tests.sign.conftest import refused, sentences
from tests.sign.pki import Authority, Holder, curve_key
from workflow.model.errors import NotInTurn
from workflow.model.verification import Capacity, Report, Verdict
from workflow.render.appearance import image_page, line_page
from workflow.render.specimen import signature_image
from workflow.sign.pades import Fill, append_signature, field_boxes, planned_step
from workflow.sign.trust import MAY_SIGN
from workflow.sign.validate import verify

pytestmark = pytest.mark.slow

MOMENT = datetime.now(UTC).replace(microsecond=0)
CA = Authority(MOMENT)
ORDER = ("Signature", "Signature2", "Seal", "Seal2")
NAMES = dict(zip(ORDER, ("Lê Văn An", "Hoàng Đức Thịnh", "TỈNH UỶ", "HỘI NÔNG DÂN"), strict=True))
TEXTS = {"Date": forge.DATE_LINE, "Number": forge.NUMBER_LINE}


@cache
def holder(field: str) -> Holder:
    return CA.root.certify(NAMES[field], curve_key())


@cache
def content() -> bytes:
    return content_of("party", "bien-ban", "Đoạn.", signers=(CHAIR, PARTNER)).pdf


def signed_in_turn(order: Sequence[str]) -> bytes:
    """Minutes of two organs, signed by our program in an order."""
    lines = content_of("party", "bien-ban", "Đoạn.", signers=(CHAIR, PARTNER)).lines
    pdf, boxes = content(), field_boxes(content())
    for field in order:
        step = planned_step(pdf, field)
        fills = {
            name: Fill(TEXTS[name], line_page(TEXTS[name], lines[name.lower()], boxes[name][0]))
            for name in step.fills
        }
        page = image_page(signature_image(NAMES[field]), *boxes[field])
        pdf = append_signature(pdf, holder(field).signer, step, fills, page, MOMENT)
    return pdf


def signed_by_hand(*plans: forge.Plan) -> bytes:
    """The same minutes, signed by somebody who does not use our program."""
    pdf = content()
    for plan in plans:
        pdf = forge.append_by_hand(pdf, holder(plan.field).signer, plan, MOMENT)
    return pdf


def verified(pdf: bytes, *, complete: bool = True) -> Report:
    return verify(pdf, CA.anchors, "it.pdf", complete=complete)


INCLUDED = FieldMDPSpec(FieldMDPAction.INCLUDE, ["Number"])
FIRST = forge.Plan("Signature", {}, certify=True, lock=None)
SECOND = forge.PERSON.but(field="Signature2", certify=False)
HOST = forge.ORGAN.but(lock=INCLUDED)
OTHER = forge.Plan("Seal2", {})


@pytest.fixture(scope="module")
def minutes() -> bytes:
    return signed_in_turn(ORDER)


@pytest.mark.parametrize("order", [ORDER, ("Signature2", "Signature", "Seal", "Seal2")])
def test_persons_in_any_order_then_the_seals(order: Sequence[str]) -> None:
    for count in range(1, 5):
        pdf = signed_in_turn(order[:count])
        report = verified(pdf, complete=count == 4)
        assert report.verdict is Verdict.VALID, sentences(report)
        assert [s.field for s in report.signatures] == list(order[:count])
        assert bool(report.date) == (count >= 2) or report.date != forge.DATE_LINE
        if count < 4:
            assert refused(verified(pdf), order[3])
    assert (report.number, report.date) == (forge.NUMBER_LINE, forge.DATE_LINE)
    assert [s.capacity for s in report.signatures] == [
        Capacity.PERSON, Capacity.PERSON, Capacity.ORGAN, Capacity.ORGAN
    ]  # fmt: skip


def test_the_date_is_filled_by_whoever_signs_last() -> None:
    one = verified(signed_in_turn(["Signature2"]), complete=False)
    two = verified(signed_in_turn(["Signature2", "Signature"]), complete=False)
    assert (one.date == forge.DATE_LINE, two.date == forge.DATE_LINE) == (False, True)


@pytest.mark.parametrize("count", range(5))
def test_our_program_signs_in_no_other_order(count: int) -> None:
    pdf = signed_in_turn(ORDER[:count])
    possible = ORDER[:2] if count == 0 else ORDER[count : count + 1]
    for field in ORDER:
        if field in possible:
            assert planned_step(pdf, field).field == field
        else:
            with pytest.raises(NotInTurn, match=f"“{field}”"):
                planned_step(pdf, field)


def test_what_others_sign_by_the_plan_is_valid() -> None:
    report = verified(signed_by_hand(FIRST, SECOND, HOST, OTHER))
    assert report.verdict is Verdict.VALID, sentences(report)


@pytest.mark.parametrize(
    "plans",
    [
        (FIRST, HOST, SECOND, OTHER),  # a seal before the last person
        (FIRST, SECOND, OTHER.but(lock=INCLUDED), HOST.but(lock=OTHER.lock)),  # the guest first
        (HOST.but(certify=True), FIRST.but(certify=False), SECOND, OTHER),
        (forge.PERSON, SECOND.but(fills={}), HOST, OTHER),  # the first person dates it
        (FIRST, SECOND.but(fills={}, lock=None), HOST, OTHER),  # nobody dates it
        (FIRST, SECOND, HOST.but(fills={}), OTHER.but(fills={"Number": forge.NUMBER_LINE})),
        (FIRST, SECOND, HOST, OTHER.but(lock=None)),  # nothing is locked at the end
        (FIRST, SECOND, HOST.but(lock=None), OTHER),
        (FIRST, SECOND.but(lock=None), HOST, OTHER),
        (FIRST.but(lock=INCLUDED), SECOND, HOST, OTHER),
        (FIRST.but(lock=SECOND.lock), SECOND, HOST, OTHER),  # the date before it is filled
        (FIRST.but(certify=False), SECOND, HOST, OTHER),
        (FIRST.but(certify=False), SECOND.but(certify=True), HOST, OTHER),
        (FIRST, SECOND.but(fills={"Date": forge.DATE_LINE, "Number": "9"}), HOST, OTHER),
    ],
)  # fmt: skip
def test_every_other_order_filling_or_lock_is_refused(plans: tuple[forge.Plan, ...]) -> None:
    assert refused(verified(signed_by_hand(*plans)))


def test_the_declared_locks_are_those_of_the_plan(minutes: bytes) -> None:
    with pikepdf.open(io.BytesIO(content())) as pdf:
        locks = {
            str(f.T): (str(f.Lock.Action), [str(n) for n in f.Lock.get("/Fields", [])])
            for f in pdf.Root.AcroForm.Fields
            if "/Lock" in f
        }
    assert locks == {"Seal": ("/Include", ["Number"]), "Seal2": ("/All", [])}


@pytest.mark.slow
def test_pdfsig_and_qpdf_find_no_fault(minutes: bytes, tmp_path: Path) -> None:
    place = tmp_path / "minutes.pdf"
    place.write_bytes(minutes)
    for command in (["pdfsig", "-nocert"], ["qpdf", "--check"]):
        found = subprocess.run([*command, str(place)], capture_output=True, text=True, check=True)
        said = found.stdout + found.stderr
        assert "WARNING" not in said
    signatures = subprocess.run(
        ["pdfsig", "-nocert", str(place)], capture_output=True, text=True, check=True
    ).stdout
    assert signatures.count("Signature is Valid.") == 4


def test_pyhankos_own_policy_calls_all_signatures_valid(minutes: bytes) -> None:
    context = ValidationContext(trust_roots=CA.anchors, allow_fetching=False)
    found = PdfFileReader(io.BytesIO(minutes)).embedded_signatures
    assert len(found) == 4
    for signature in found:
        status = validate_pdf_signature(signature, context, key_usage_settings=MAY_SIGN)
        assert status.bottom_line, status.summary()
        assert status.docmdp_ok
