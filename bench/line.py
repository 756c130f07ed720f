"""Ours against what one would use instead, in one run: LibreOffice, and stock pyHanko.

python bench/line.py [RUNS]
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle

from workflow.model.messages import VIETNAM
from workflow.model.office import Key
from workflow.model.verification import Capacity
from workflow.render.appearance import image_page
from workflow.render.specimen import signature_image
from workflow.services.drafting import create_draft, parse_draft
from workflow.services.office import open_office
from workflow.services.rendering import render
from workflow.services.starter import create_office
from workflow.sign.keys import open_key
from workflow.sign.pades import append_signature, field_boxes
from workflow.sign.plan import Step


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "office"
        create_office(directory, specimen_keys=True)
        content = bench_pages(directory, Path(folder), runs)
        bench_signatures(directory, content, runs)


def bench_pages(directory: Path, folder: Path, runs: int) -> bytes:
    """The example's pages: our whole way, and LibreOffice from a finished Word file."""
    office = open_office(directory, "thu-ha")
    document = create_draft(office, "ket-luan", directory / "examples" / "ket-luan.md")
    draft = parse_draft(office, document)
    word = directory / "templates" / "party-named.docx"
    ours = timed(lambda: render(office, draft), runs)
    theirs = timed(lambda: libreoffice(word, folder), runs)
    print(f"pages of the example (ours: fill, translate, lay out, declare fields; {runs} runs)")
    compare(ours, theirs, "LibreOffice, one call, the empty template")
    return render(office, draft).pdf


def libreoffice(word: Path, folder: Path) -> None:
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "pdf", "--outdir", str(folder), str(word)],
        check=True, capture_output=True,
    )  # fmt: skip


def bench_signatures(directory: Path, content: bytes, runs: int) -> None:
    """One visible RSA-3072 signature on R0: ours, and pyHanko's SimpleSigner."""
    office = open_office(directory)
    key: Key = office.settings.key("tinh-uy")
    page = image_page(signature_image("Trần Minh Khang"), *field_boxes(content)["Seal"])
    signer = open_key(key, directory, office.secret)
    # The seal alone, without the number: the same single signature as the stock signer makes.
    step = Step(Capacity.ORGAN, "Seal", locks_all=True)
    now = datetime.now(UTC).astimezone(VIETNAM)
    (directory / "page.pdf").write_bytes(page)
    stock = SimpleSigner.load_pkcs12(
        str(directory / key.file), passphrase=office.secret(key).encode(), prefer_pss=True
    )
    style = StaticStampStyle.from_pdf_file(str(directory / "page.pdf"), border_width=0)
    metadata = PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )

    def theirs() -> None:
        writer = IncrementalPdfFileWriter(io.BytesIO(content))
        PdfSigner(metadata, stock, stamp_style=style).sign_pdf(writer)

    print(f"\none visible signature, RSA-3072, keys and image ready ({runs} runs)")
    compare(
        timed(lambda: append_signature(content, signer, step, {}, page, now), runs),
        timed(theirs, runs),
        "pyHanko SimpleSigner",
    )


def timed(act: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run, after one that is not counted."""
    act()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return seconds


def compare(ours: list[float], theirs: list[float], name: str) -> None:
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"  ours {a * 1000:8.1f} ms (median; {min(ours) * 1000:.1f}-{max(ours) * 1000:.1f})")
    print(f"  {name} {b * 1000:.1f} ms ({min(theirs) * 1000:.1f}-{max(theirs) * 1000:.1f})")
    print(f"  ratio {b / a:.1f}")


if __name__ == "__main__":
    main()
