"""The issued example under the tools that others have: poppler, qpdf, OpenSSL, pyHanko."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.sign.conftest import Issued
from workflow.services.office import open_office
from workflow.sign.trust import MAY_SIGN

pytestmark = pytest.mark.slow

_MM = 25.4 / 72


def run(*command: str | Path) -> str:
    done = subprocess.run(map(str, command), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture
def file(issued: Issued, tmp_path: Path) -> Path:
    place = tmp_path / "issued.pdf"
    place.write_bytes(issued.issued)
    return place


def signatures(data: bytes) -> list[EmbeddedPdfSignature]:
    found: list[EmbeddedPdfSignature] = PdfFileReader(io.BytesIO(data)).embedded_signatures
    return found


@cache
def opened(data: bytes) -> pikepdf.Pdf:
    """Kept open: its objects live no longer than it does."""
    return pikepdf.open(io.BytesIO(data))


def fields(data: bytes) -> dict[str, pikepdf.Object]:
    return {str(field.T): field for field in opened(data).Root.AcroForm.Fields}


def box(field: pikepdf.Object) -> tuple[float, float, float, float]:
    """A field's left, bottom, right and top edge in mm."""
    left, bottom, right, top = (float(n) * _MM for n in field.Rect)
    return left, bottom, right, top


# -- revisions ---------------------------------------------------------------------------------


def test_every_revision_begins_with_the_one_before(issued: Issued) -> None:
    assert issued.signed.startswith(issued.content)
    assert issued.issued.startswith(issued.signed)
    assert len(issued.content) < len(issued.signed) < len(issued.issued)


def test_each_revision_is_a_whole_pdf(issued: Issued) -> None:
    for stage in (issued.content, issued.signed, issued.issued):
        assert stage.startswith(b"%PDF-1.7")
        assert stage.rstrip().endswith(b"%%EOF")
    assert issued.issued.count(b"%%EOF") == 3


# -- other people's tools ----------------------------------------------------------------------


@pytest.mark.slow
def test_pdfsig_calls_both_signatures_valid(file: Path) -> None:
    said = run("pdfsig", "-nocert", file)
    first, second = said.split("Signature #2:")
    assert "Signature is Valid." in first
    assert "Signature is Valid." in second
    assert "Total document signed" not in first.replace("Not total document signed", "")
    assert "  - Total document signed" in second
    assert "Signature #3" not in said


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["content", "signed", "issued"])
def test_qpdf_finds_no_fault(issued: Issued, tmp_path: Path, stage: str) -> None:
    place = tmp_path / f"{stage}.pdf"
    place.write_bytes(getattr(issued, stage))
    said = run("qpdf", "--check", place)
    assert "No syntax or stream encoding errors found" in said
    assert "WARNING" not in said


def test_pyhankos_own_policy_calls_both_signatures_valid(issued: Issued) -> None:
    context = ValidationContext(trust_roots=issued.anchors, allow_fetching=False)
    first, second = (
        validate_pdf_signature(signature, context, key_usage_settings=MAY_SIGN)
        for signature in signatures(issued.issued)
    )
    for status in (first, second):
        assert status.bottom_line, status.pretty_print_details()
        assert status.trusted
        assert status.docmdp_ok
    assert first.coverage is SignatureCoverageLevel.ENTIRE_REVISION
    assert second.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert first.has_seed_values is False


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("more", [[], ["-cades"]], ids=["cms", "cades"])
def test_openssl_verifies_the_signature(
    issued: Issued, tmp_path: Path, number: int, more: list[str]
) -> None:
    place = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")
    start, first, second, length = map(int, place.findall(issued.issued)[number])
    covered = issued.issued[start : start + first] + issued.issued[second : second + length]
    digits = issued.issued[first + 1 : second - 1]
    (tmp_path / "covered").write_bytes(covered)
    (tmp_path / "signature.der").write_bytes(bytes.fromhex(digits.decode()))
    run(
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", *more,
        "-in", tmp_path / "signature.der", "-content", tmp_path / "covered",
        "-CAfile", issued.trust / "specimen.pem", "-purpose", "any", "-out", tmp_path / "out",
    )  # fmt: skip
    assert (tmp_path / "out").read_bytes() == covered


@pytest.mark.slow
def test_openssl_refuses_another_content(issued: Issued, tmp_path: Path) -> None:
    """The command above can fail."""
    digits = re.findall(rb"/Contents <([0-9A-F]+)>", issued.issued)[0]
    (tmp_path / "covered").write_bytes(issued.content)
    (tmp_path / "signature.der").write_bytes(bytes.fromhex(digits.decode()))
    command = [
        "openssl", "cms", "-verify", "-binary", "-inform", "DER",
        "-in", str(tmp_path / "signature.der"), "-content", str(tmp_path / "covered"),
        "-CAfile", str(issued.trust / "specimen.pem"), "-purpose", "any",
    ]  # fmt: skip
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


# -- what the signatures are -------------------------------------------------------------------


def test_the_first_signature_certifies_and_allows_forms_only(issued: Issued) -> None:
    with pikepdf.open(io.BytesIO(issued.issued)) as pdf:
        certifying = pdf.Root.Perms.DocMDP
        assert certifying.objgen == pdf.Root.AcroForm.Fields[2].V.objgen
        (transform,) = [r for r in certifying.Reference if r.TransformMethod == "/DocMDP"]
        assert int(transform.TransformParams.P) == 2
        others = [f.V for f in pdf.Root.AcroForm.Fields if f.FT == "/Sig"][1:]
        assert all(r.TransformMethod != "/DocMDP" for v in others for r in v.Reference)


def test_the_signature_locks_the_date_and_the_seal_everything(issued: Issued) -> None:
    found = fields(issued.issued)
    locks = {
        name: [r.TransformParams for r in found[name].V.Reference
               if r.TransformMethod == "/FieldMDP"]
        for name in ("Signature", "Seal")
    }  # fmt: skip
    (signature,), (seal,) = locks["Signature"], locks["Seal"]
    assert (str(signature.Action), [str(f) for f in signature.Fields]) == ("/Include", ["Date"])
    assert str(seal.Action) == "/All"


@pytest.mark.parametrize("name", ["Signature", "Seal"])
def test_the_signature_is_pades(issued: Issued, name: str) -> None:
    value = fields(issued.issued)[name].V
    assert str(value.SubFilter) == "/ETSI.CAdES.detached"
    assert str(value.Filter) == "/Adobe.PPKLite"
    assert re.fullmatch(r"D:\d{14}\+07'00'", str(value.M))


def containers(issued: Issued) -> list[cms.SignedData]:
    return [signature.signed_data for signature in signatures(issued.issued)]


@pytest.mark.parametrize("number", [0, 1])
def test_the_container_is_pades_b_b(issued: Issued, number: int) -> None:
    (info,) = containers(issued)[number]["signer_infos"]
    attributes = {attribute["type"].native for attribute in info["signed_attrs"]}
    assert {"content_type", "message_digest"} <= attributes
    # asn1crypto's name, or the number where it knows none.
    assert attributes & {"signing_certificate_v2", "1.2.840.113549.1.9.16.2.47"}
    assert "signing_time" not in attributes
    assert not info["unsigned_attrs"]


@pytest.mark.parametrize("number", [0, 1])
def test_the_algorithm_is_rsassa_pss_with_sha256_throughout(issued: Issued, number: int) -> None:
    (info,) = containers(issued)[number]["signer_infos"]
    algorithm = info["signature_algorithm"]
    parameters = algorithm["parameters"]
    assert algorithm["algorithm"].native == "rsassa_pss"
    assert info["digest_algorithm"]["algorithm"].native == "sha256"
    assert parameters["hash_algorithm"]["algorithm"].native == "sha256"
    assert parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native == "sha256"
    assert int(parameters["salt_length"]) == 32


def test_the_private_keys_passwords_are_in_no_file(issued: Issued) -> None:
    for password in (issued.office / "keys").glob("*.password"):
        secret = password.read_text("utf-8").strip()
        assert len(secret) >= 12
        assert secret.encode() not in issued.issued


# -- what is seen ------------------------------------------------------------------------------


def test_the_seal_covers_about_a_third_of_the_signature_on_its_left(issued: Issued) -> None:
    found = fields(issued.issued)
    signature, seal = box(found["Signature"]), box(found["Seal"])
    covered = (seal[2] - signature[0]) / (signature[2] - signature[0])
    assert 0.30 <= covered <= 0.37
    assert seal[0] < signature[0]


def test_the_seal_stands_level_with_the_signature(issued: Issued) -> None:
    found = fields(issued.issued)
    signature, seal = box(found["Signature"]), box(found["Seal"])
    assert sum(signature[1::2]) == pytest.approx(sum(seal[1::2]), abs=1)


def test_the_seal_has_its_real_size(issued: Issued) -> None:
    diameter = open_office(issued.office).settings.seals["tinh-uy"].diameter
    left, bottom, right, top = box(fields(issued.issued)["Seal"])
    assert right - left == pytest.approx(diameter, abs=0.5)
    assert top - bottom == pytest.approx(diameter, abs=0.5)


def test_the_fields_do_not_move(issued: Issued) -> None:
    before, after = fields(issued.content), fields(issued.issued)
    assert {n: box(f) for n, f in before.items()} == {n: box(f) for n, f in after.items()}


def test_number_and_date_are_the_fields_values(issued: Issued) -> None:
    found = fields(issued.issued)
    assert str(found["Number"].V) == "Số 01-KL/TU"
    assert re.fullmatch(r"Lam Giang, ngày \d\d? tháng \d\d? năm \d{4}", str(found["Date"].V))


def test_the_signature_is_blue_and_the_seal_red(issued: Issued) -> None:
    found = fields(issued.issued)
    for name, (strong, weak) in {"Signature": (2, 0), "Seal": (0, 2)}.items():
        pixels = shown(found[name])
        coloured = [p for p in pixels if max(p) - min(p) > 60]
        assert coloured
        assert all(p[strong] > p[weak] for p in coloured)


def shown(field: pikepdf.Object) -> list[bytes]:
    """The pixels of the image that a field shows."""
    resources = field.AP.N.Resources
    (image,) = resources.XObject.values()
    data = pikepdf.PdfImage(image).as_pil_image().convert("RGB").resize((90, 60)).tobytes()
    return [data[n : n + 3] for n in range(0, len(data), 3)]
