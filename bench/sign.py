"""Signatures a second on one core: ours against stock pyHanko, and where the time goes.

python bench/sign.py [RUNS]

One document is one person's signature and one seal, RSA-3072 both, each with its image. Keys,
images and pages are ready for both sides. Counted is processor time, so that other work on the
machine does not matter; the ratios hold on any machine.
"""

from __future__ import annotations

import cProfile
import io
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.stamp import StaticStampStyle

from workflow.model.messages import VIETNAM
from workflow.render.appearance import image_page, line_page
from workflow.render.specimen import seal_image, signature_image
from workflow.services.drafting import create_draft, parse_draft
from workflow.services.office import OpenOffice, open_office
from workflow.services.rendering import render
from workflow.services.starter import create_office
from workflow.sign.keys import open_key
from workflow.sign.pades import Fill, append_signature, field_boxes, planned_step
from workflow.sign.trust import read_anchors
from workflow.sign.validate import verify

PERSON, SEAL = "Signature", "Seal"


@dataclass(frozen=True)
class Stage:
    """One document ready to be signed, with everything that both sides start from."""

    content: bytes
    signers: dict[str, Signer]
    pages: dict[str, bytes]
    fills: dict[str, dict[str, Fill]]
    moment: datetime

    def signed(self) -> bytes:
        pdf = self.content
        for field in (PERSON, SEAL):
            step = planned_step(pdf, field)
            pdf = append_signature(
                pdf, self.signers[field], step, self.fills[field], self.pages[field], self.moment
            )
        return pdf


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "office"
        create_office(directory, specimen_keys=True)
        office = open_office(directory, "thu-ha")
        stage = prepare(office, directory)
        ours = timed(stage.signed, runs)
        theirs = timed(stock(office, directory, stage), max(3, runs // 4))
        bare = timed(bare_operations(office, directory), runs)
        signed = stage.signed()
        anchors = read_anchors(directory / office.settings.trust)
        checked = timed(lambda: verify(signed, anchors, "it"), max(3, runs // 4), children=True)
        report(ours, theirs, bare, checked)
        profile(stage, runs)
        office.close()


def prepare(office: OpenOffice, directory: Path) -> Stage:
    document = create_draft(office, "ket-luan", directory / "examples" / "ket-luan.md")
    content = render(office, parse_draft(office, document))
    boxes = field_boxes(content.pdf)
    keys = {PERSON: "minh-khang", SEAL: "tinh-uy"}
    signers = {
        field: open_key(office.settings.key(name), directory, office.secret)
        for field, name in keys.items()
    }
    images = {PERSON: signature_image("Trần Minh Khang"), SEAL: seal_image("Tỉnh uỷ", 30.0)}
    pages = {field: image_page(image, *boxes[field]) for field, image in images.items()}
    fills = {}
    for field, place, text in ((PERSON, "date", "Lam Giang, ngày 12 tháng 5 năm 2026"),
                               (SEAL, "number", "127-KL/TU")):  # fmt: skip
        name = place.capitalize()
        line = line_page(text, content.lines[place], boxes[name][0])
        fills[field] = {name: Fill(text, line)}
    return Stage(content.pdf, signers, pages, fills, datetime.now(UTC).astimezone(VIETNAM))


def stock(office: OpenOffice, directory: Path, stage: Stage) -> Callable[[], bytes]:
    """The same two signatures by pyHanko's SimpleSigner, as its documentation shows."""
    signers = {}
    for field, name in ((PERSON, "minh-khang"), (SEAL, "tinh-uy")):
        key = office.settings.key(name)
        password = (directory / key.settings["password"].removeprefix("file:")).read_text().strip()
        loaded = SimpleSigner.load_pkcs12(
            str(directory / key.settings["file"]), passphrase=password.encode(), prefer_pss=True
        )
        (directory / f"{field}.pdf").write_bytes(stage.pages[field])
        style = StaticStampStyle.from_pdf_file(str(directory / f"{field}.pdf"), border_width=0)
        metadata = PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        signers[field] = PdfSigner(metadata, loaded, stamp_style=style)

    def act() -> bytes:
        pdf = stage.content
        for field in (PERSON, SEAL):
            writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
            pdf = signers[field].sign_pdf(writer).getvalue()
        return pdf

    return act


def bare_operations(office: OpenOffice, directory: Path) -> Callable[[], object]:
    """The two RSA operations and nothing else: what no program can be faster than."""
    key = office.settings.key("tinh-uy")
    password = (directory / key.settings["password"].removeprefix("file:")).read_text().strip()
    data = (directory / key.settings["file"]).read_bytes()
    private = pkcs12.load_key_and_certificates(data, password.encode())[0]
    assert isinstance(private, RSAPrivateKey)
    padding = PSS(MGF1(hashes.SHA256()), PSS.MAX_LENGTH)
    return lambda: [private.sign(b"x" * 32, padding, hashes.SHA256()) for _ in range(2)]


def timed(act: Callable[[], object], runs: int, *, children: bool = False) -> float:
    """Seconds of processor time of one run (median), after one that is not counted.

    Parameters:
        children: count what child processes take too.
    """

    def now() -> float:
        spent = os.times()
        return time.process_time() + (
            spent.children_user + spent.children_system if children else 0.0
        )

    act()
    seconds = []
    for _ in range(runs):
        start = now()
        act()
        seconds.append(now() - start)
    return statistics.median(seconds)


def report(ours: float, theirs: float, bare: float, checked: float) -> None:
    print("person and seal, RSA-3072, two images, one core")
    for name, seconds in (
        ("ours", ours),
        ("pyHanko SimpleSigner", theirs),
        ("two RSA operations alone", bare),
        ("ours, and verified afterwards", ours + checked),
    ):
        print(f"  {name:32} {seconds * 1000:8.1f} ms {1 / seconds:8.1f} documents/s")
    print(f"  ours : pyHanko            {theirs / ours:6.1f} times as many documents")
    print(f"  ours : RSA alone          {ours / bare:6.1f} times the time")


# Parts of our own way that do not overlap, by the function that holds each.
PARTS = (
    ("whose turn it is, read from the file", "planned_step"),
    ("images and lines put in", "_show"),
    ("containers, the one that measures included", "async_sign"),
    ("  of it the RSA operations", "async_sign_raw"),
)


def profile(stage: Stage, runs: int) -> None:
    """Where the time goes, as shares: a profiler slows down small functions more than large."""
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(runs):
        stage.signed()
    profiler.disable()
    spent: dict[str, float] = {}
    for (file, _line, name), (_, _, _, cumulative, _) in pstats.Stats(profiler).stats.items():
        # Of functions with one name the outermost, which is ours, takes the longest.
        if "sign" in file:
            spent[name] = max(spent.get(name, 0.0), cumulative)
    whole = spent["signed"]
    print("where our time goes")
    for label, name in PARTS:
        print(f"  {label:46}{spent[name] / whole:6.0%}")
    rest = whole - sum(spent[name] for label, name in PARTS if not label.startswith(" "))
    print(f"  {'reading, writing and hashing the file':46}{rest / whole:6.0%}")


if __name__ == "__main__":
    main()
