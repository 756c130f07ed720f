"""Certified copies in a throw-away office, for veraPDF: prints the files of their revisions.

python scripts/sample_copies.py DIR
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

from workflow.model.document import Document
from workflow.services import approval, drafting, issuing, signing, submission
from workflow.services.copying import CopyRequest, create_copy
from workflow.services.office import OpenOffice, open_office
from workflow.services.publishing import published_place
from workflow.services.starter import create_office

EXAMPLE = Path(__file__).parent.parent / "examples" / "ket-luan.md"
DRAFTER, APPROVER, SIGNER, CLERK = "thu-ha", "quoc-bao", "minh-khang", "thanh-mai"
DPI = 200


def main() -> int:
    directory = Path(sys.argv[1])
    create_office(directory, specimen_keys=True)
    source = drafting.create_draft(at_work(directory, DRAFTER), "ket-luan", EXAMPLE)
    original = published_place(open_office(directory), issued(directory, source.id))
    scan = directory / "scan.tif"
    scan.write_bytes(scanned(original.read_bytes()))
    for asked in (wanted(str(scan)), wanted("01-KL/TU")):
        made = create_copy(at_work(directory, DRAFTER), asked)
        document = issued(directory, made.document.id)
        for sha256 in (document.content, document.signed, document.issued):
            print(directory / "signed" / "content" / sha256[:2] / sha256)
    return 0


def wanted(source: str) -> CopyRequest:
    return CopyRequest(
        form="sao-y", sources=(source,), medium=None, signer=SIGNER,
        to=("Lưu Văn phòng Tỉnh uỷ",), authority="T/M BAN THƯỜNG VỤ", title="PHÓ BÍ THƯ",
        subject="Kết luận số 01-KL/TU",
    )  # fmt: skip


def issued(directory: Path, id: str) -> Document:
    """The document taken along the whole line."""
    submission.submit(at_work(directory, DRAFTER), id, "mẫu")
    approval.approve(at_work(directory, APPROVER), id)
    signing.sign(at_work(directory, SIGNER), id, SIGNER)
    return issuing.issue(at_work(directory, CLERK), id, ["tinh-uy"])[0]


def at_work(directory: Path, person: str) -> OpenOffice:
    return open_office(directory, person)


def scanned(pdf: bytes) -> bytes:
    """The pages as a scanner would give them, in one TIFF."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        pages: list[Image.Image] = [
            page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document
        ]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], dpi=(DPI, DPI))
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
