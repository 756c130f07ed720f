"""What is appended to an issued file without a signature is found, however harmless it looks."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string

from tests.sign import forge
from tests.sign.conftest import Issued, refused
from tests.sign.forge import Writer
from tests.sign.test_forged_revisions import (
    adds_a_page,
    adds_an_annotation,
    adds_an_open_action,
    adds_an_unreachable_object,
    adds_validation_data,
    changes_a_page,
    changes_the_metadata,
    overwrites_the_text_of_a_page,
    removes_a_page,
    replaces_a_font,
)
from workflow.model.verification import Verdict

pytestmark = pytest.mark.slow

APPENDED = "appended after the last signature"


@pytest.mark.parametrize(
    "more", [b" ", b"\n", b"\r\n", b"   \n\n", b"\x00", b"% a remark\n", b"%%EOF\n", b"x" * 5000]
)
def test_bytes_at_the_end_are_refused(issued: Issued, more: bytes) -> None:
    assert refused(issued.verified(issued.issued + more), APPENDED, "cannot be read")


@pytest.mark.parametrize("before", [b" ", b"\n", b"%PDF-1.4\n", b"MZ"])
def test_bytes_at_the_start_are_refused(issued: Issued, before: bytes) -> None:
    assert refused(issued.verified(before + issued.issued))


def test_a_file_cut_short_by_a_byte_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.issued[:-1]))


def test_the_file_appended_to_itself_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.issued + issued.issued))


def test_another_issued_file_appended_is_refused(issued: Issued) -> None:
    assert refused(issued.verified(issued.content + issued.issued))


def nothing(writer: Writer) -> None:
    writer.update_root()


def changes_the_number(writer: Writer) -> None:
    writer.field("Number")[pdf_name("/V")] = pdf_string("Số 02-KL/TU")


def changes_the_look_of_the_number(writer: Writer) -> None:
    forge.show(writer, "Number", "Số 02-KL/TU")


def changes_the_date(writer: Writer) -> None:
    forge.fill(writer, "Date", "Lam Giang, ngày 01 tháng 01 năm 2027")


def changes_the_look_of_the_signature(writer: Writer) -> None:
    forge.show(writer, "Signature", "khác")


def takes_the_seal_away(writer: Writer) -> None:
    del writer.field("Seal")["/V"]


def takes_the_form_away(writer: Writer) -> None:
    writer.update_root()
    del writer.root["/AcroForm"]


def puts_another_catalog_in_place(writer: Writer) -> None:
    root = generic.DictionaryObject(dict(writer.root.items()))
    writer._root = writer.add_object(root)


UPDATES = [
    nothing,
    adds_an_unreachable_object,
    changes_a_page,
    overwrites_the_text_of_a_page,
    adds_a_page,
    removes_a_page,
    changes_the_number,
    changes_the_look_of_the_number,
    changes_the_date,
    changes_the_look_of_the_signature,
    takes_the_seal_away,
    takes_the_form_away,
    puts_another_catalog_in_place,
    adds_an_annotation,
    adds_an_open_action,
    adds_validation_data,
    changes_the_metadata,
    replaces_a_font,
]


@pytest.mark.parametrize("meddle", UPDATES, ids=[u.__name__ for u in UPDATES])
def test_an_appended_update_is_refused(issued: Issued, meddle: forge.Meddle) -> None:
    updated = forge.append_unsigned(issued.issued, meddle)
    assert updated.startswith(issued.issued)
    assert len(updated) > len(issued.issued)
    assert refused(issued.verified(updated), APPENDED, "revision 3", "signed by nobody", "fields")


@pytest.mark.parametrize("meddle", [u for u in UPDATES if u is not takes_the_seal_away])
def test_an_update_appended_to_the_signed_file_is_refused(
    issued: Issued, meddle: forge.Meddle
) -> None:
    updated = forge.append_unsigned(issued.signed, meddle)
    assert issued.verified(updated, complete=False).verdict is Verdict.INVALID


def test_two_updates_that_cancel_out_are_refused(issued: Issued) -> None:
    there = forge.append_unsigned(issued.issued, changes_a_page)

    def back(writer: Writer) -> None:
        del writer.page(0)["/Rotate"]

    assert refused(issued.verified(forge.append_unsigned(there, back)), "no evidence")


def test_a_file_saved_anew_is_refused(issued: Issued) -> None:
    with pikepdf.open(io.BytesIO(issued.issued)) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    assert refused(issued.verified(out.getvalue()))


@pytest.mark.slow
@pytest.mark.parametrize("how", ["--linearize", "--qdf", "--object-streams=generate"])
def test_a_file_saved_anew_by_qpdf_is_refused(issued: Issued, tmp_path: Path, how: str) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(issued.issued)
    subprocess.run(["qpdf", how, str(old), str(new)], check=True)
    assert refused(issued.verified(new.read_bytes()))


@pytest.mark.slow
def test_an_encrypted_copy_is_refused(issued: Issued, tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(issued.issued)
    encrypt = ["--encrypt", "", "o", "256", "--"]
    subprocess.run(["qpdf", *encrypt, str(old), str(new)], check=True)
    assert refused(issued.verified(new.read_bytes()))
