"""A file that very many people signed one after the other, with another tool's defaults."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.sign.pki import Authority, curve_key

PAGES = 8


def signed_by_many(
    count: int, moment: datetime | None = None
) -> tuple[bytes, list[x509.Certificate]]:
    """Some pages with so many signatures, each in a revision of its own, and the anchors."""
    authority = Authority(moment or datetime.now(UTC).replace(microsecond=0))
    signer = authority.root.certify("Một người", curve_key()).signer
    with pikepdf.new() as pdf:
        for _ in range(PAGES):
            pdf.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = out.getvalue()
    for number in range(1, count + 1):
        name = f"Signature{number}"
        made = PdfSigner(
            PdfSignatureMetadata(
                field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
            ),
            signer,
            new_field_spec=SigFieldSpec(name, on_page=number % PAGES, box=(50, 50, 150, 80)),
        ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), bytes_reserved=4096)
        data = bytes(made.getvalue())
    return data, authority.anchors
