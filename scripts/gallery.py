"""docs/gallery/: every example's pages, ours on the left, LibreOffice's from the same Word file on
the right, with what the checker says of ours.

python scripts/gallery.py    (needs LibreOffice)
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from workflow.draft.markdown import read_markdown
from workflow.render.preview import page_pictures
from workflow.services.checked import Checked
from workflow.services.checking import check_draft
from workflow.services.drafting import read_text
from workflow.services.images import images_beside
from workflow.services.office import OpenOffice, open_office
from workflow.services.rendering import render, word_file

ROOT = Path(__file__).parent.parent
GALLERY = ROOT / "docs" / "gallery"
DPI = 62
COLOURS = 24
STATE = {"name": "Ủy ban nhân dân", "superior": "Tỉnh Lam Giang", "abbreviation": "UBND",
         "family": "state", "issuer": "Ủy ban nhân dân tỉnh Lam Giang"}  # fmt: skip


@dataclass
class Piece:
    """One example on its way into the gallery."""

    name: str
    ours: bytes
    docx: bytes
    checked: Checked


def main() -> int:
    pieces = [piece for family in ("party", "state") for piece in of_family(family)]
    theirs = by_libreoffice(pieces)
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir(parents=True)
    for piece in pieces:
        side_by_side(piece.ours, theirs[piece.name]).save(
            GALLERY / f"{piece.name}.png", optimize=True
        )
    (GALLERY / "README.md").write_text(index(pieces), "utf-8")
    wrong = [p.name for p in pieces if p.checked.errors]
    if wrong:
        print(f"The checker finds errors in: {', '.join(wrong)}", file=sys.stderr)
    return int(bool(wrong))


def of_family(family: str) -> list[Piece]:
    office = office_of(family)
    files = sorted((ROOT / "examples" / family).glob("*.md"))
    if family == "party":
        files.append(ROOT / "examples" / "ket-luan.md")
    return [piece(office, family, file) for file in files]


def office_of(family: str) -> OpenOffice:
    """The example office; for the State the same with a People's Committee's letterhead."""
    office = open_office(ROOT)
    if family == "party":
        return office
    organ = replace(office.settings.organ, **STATE)
    return replace(office, settings=replace(office.settings, organ=organ))


def piece(office: OpenOffice, family: str, file: Path) -> Piece:
    text = read_text(file)
    kind = office.rules.document_type(file.stem)
    draft = read_markdown(text, kind.id, kind.name, file.name, images_beside(file))
    pdf = render(office, draft).pdf
    checked = check_draft(office, draft, text, pdf)
    return Piece(f"{family}-{kind.id}", pdf, word_file(office, draft), checked)


def by_libreoffice(pieces: list[Piece]) -> dict[str, bytes]:
    """Each Word file's pages as LibreOffice makes them."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for piece in pieces:
            files.append(Path(folder) / f"{piece.name}.docx")
            files[-1].write_bytes(piece.docx)
        home = f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}"
        subprocess.run(
            ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
            check=True, capture_output=True,
        )  # fmt: skip
        return {piece.name: (Path(folder) / f"{piece.name}.pdf").read_bytes() for piece in pieces}


def side_by_side(ours: bytes, theirs: bytes) -> Image.Image:
    columns = [column([Image.open(io.BytesIO(p)) for p in page_pictures(pdf, DPI)])
               for pdf in (ours, theirs)]  # fmt: skip
    width = sum(c.width for c in columns) + 12
    sheet = Image.new("RGB", (width, max(c.height for c in columns)), "#808080")
    sheet.paste(columns[0], (0, 0))
    sheet.paste(columns[1], (columns[0].width + 12, 0))
    return sheet.quantize(COLOURS)


def column(pages: list[Image.Image]) -> Image.Image:
    sheet = Image.new(
        "RGB", (max(p.width for p in pages), sum(p.height + 6 for p in pages)), "#808080"
    )
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height + 6
    return sheet


def index(pieces: list[Piece]) -> str:
    lines = [
        "# Gallery", "",
        "Made by `make gallery` from `examples/`: our pages on the left, LibreOffice's from the",
        "same Word file on the right. The columns count what the checker finds on our pages.", "",
        "| example | rule set | pages | errors | warnings |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for piece in pieces:
        pages = len(list(page_pictures(piece.ours, 10)))
        errors, warnings = len(piece.checked.errors), len(piece.checked.warnings)
        lines.append(
            f"| [{piece.name}]({piece.name}.png) | {piece.checked.rules.id} | {pages} "
            f"| {errors} | {warnings} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
