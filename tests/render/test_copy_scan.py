"""Scans as sheets: the scanner's own bytes, at their own size, and what is no scan is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pikepdf import Name
from PIL import Image

from tests.render.scans import (
    Coded,
    image_file,
    jpeg,
    locked,
    note_on,
    picture_bytes,
    pictures,
    scan_pdf,
)
from workflow.model.errors import SourceUnusable
from workflow.render.copy_print import printed_sheets
from workflow.render.copy_scan import BILEVEL, COLOUR, GREY, is_scan, scanned_sheets
from workflow.render.measure import measure

A4 = (210.0, 297.0)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A small page with one dark corner, at its top left."""
    image = Image.new("RGB", (413, 584), (250, 248, 240))
    image.paste((20, 20, 120), (0, 0, 100, 60))
    return image


def corner(pdf: bytes) -> str:
    """In which corner of the first page the dark patch is."""
    (image,) = pictures(pdf, 50)[:1]
    places = {"top left": (5, 5), "top right": (-5, 5), "bottom left": (5, -5),
              "bottom right": (-5, -5)}  # fmt: skip
    dark = [name for name, (x, y) in places.items()
            if image.getpixel((x % image.width, y % image.height))[2] < 200]  # fmt: skip
    assert len(dark) == 1
    return dark[0]


def test_a_scanned_jpeg_is_kept_byte_for_byte_at_its_size(page: Image.Image) -> None:
    scan = scan_pdf([page, page], 100)
    sheets = scanned_sheets(scan, "scan.pdf")
    assert picture_bytes(sheets.pdf) == picture_bytes(scan)
    for sheet in sheets.sheets:
        assert (sheet.width, sheet.height) == pytest.approx((104.9, 148.3), abs=0.1)
        assert (round(sheet.dpi), sheet.mode) == (100, COLOUR)
    shown = measure(sheets.pdf)[0]
    (picture,) = shown.pictures
    assert picture.box == pytest.approx((0, 0, shown.width, shown.height), abs=0.05)


@pytest.mark.parametrize(
    ("rotate", "place"),
    [(0, "top left"), (90, "top right"), (180, "bottom right"), (270, "bottom left")],
)
def test_a_turned_page_is_kept_as_it_is_shown(page: Image.Image, rotate: int, place: str) -> None:
    scan = scan_pdf([page], 100, rotate=rotate)
    sheets = scanned_sheets(scan, "scan.pdf")
    assert corner(scan) == corner(sheets.pdf) == place
    wide = sheets.sheets[0].width > sheets.sheets[0].height
    assert wide == (rotate in (90, 270))
    assert round(sheets.sheets[0].dpi) == 100


@pytest.mark.parametrize(
    ("orientation", "place"),
    [(1, "top left"), (2, "top right"), (3, "bottom right"), (4, "bottom left"), (5, "top left"),
     (6, "top right"), (7, "bottom right"), (8, "bottom left")],
)  # fmt: skip
def test_a_camera_held_otherwise_is_understood(
    page: Image.Image, orientation: int, place: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    sheets = scanned_sheets(image_file(page, "JPEG", dpi=(100, 100), exif=exif), "anh.jpg")
    assert corner(sheets.pdf) == place
    assert (sheets.sheets[0].width > sheets.sheets[0].height) == (orientation > 4)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("JPEG", {}),
    ],
)
def test_picture_files_become_sheets(
    page: Image.Image, kind: str, options: dict[str, object]
) -> None:
    data = image_file(page, kind, dpi=(200, 200), **options)
    sheets = scanned_sheets(data, f"scan.{kind.lower()}")
    (sheet,) = sheets.sheets
    assert (round(sheet.dpi), sheet.mode) == (200, COLOUR)
    assert sheet.width == pytest.approx(413 / 200 * 25.4, abs=0.05)
    assert corner(sheets.pdf) == "top left"
    if kind == "JPEG":
        assert picture_bytes(sheets.pdf) == [data]


def test_every_frame_of_a_tiff_is_a_page(page: Image.Image) -> None:
    data = image_file(page, "TIFF", save_all=True, append_images=[page, page], dpi=(150, 150))
    assert len(scanned_sheets(data, "scan.tif").sheets) == 3


def test_a_picture_without_a_resolution_needs_one(page: Image.Image) -> None:
    data = image_file(page, "PNG")
    with pytest.raises(SourceUnusable, match="--dpi"):
        scanned_sheets(data, "scan.png")
    assert round(scanned_sheets(data, "scan.png", 300).sheets[0].dpi) == 300


@pytest.mark.parametrize(("mode", "name"), [("L", GREY), ("1", BILEVEL)])
def test_modes_are_told_apart(page: Image.Image, mode: str, name: str) -> None:
    data = image_file(page.convert(mode), "PNG", dpi=(200, 200))
    assert scanned_sheets(data, "scan.png").sheets[0].mode == name
    coded = scan_pdf([page.convert("L")], 200)
    assert scanned_sheets(coded, "scan.pdf").sheets[0].mode == GREY


def test_a_coding_that_archives_do_not_take_is_unpacked_without_loss(page: Image.Image) -> None:
    def jpeg2000(image: Image.Image) -> Coded:
        return image_file(image, "JPEG2000", irreversible=False), Name.JPXDecode

    scan = scan_pdf([page], 100, jpeg2000)
    sheets = scanned_sheets(scan, "scan.pdf")
    assert pictures(sheets.pdf, 100)[0].tobytes() == pictures(scan, 100)[0].tobytes()
    assert b"JPXDecode" not in sheets.pdf


def test_text_that_recognition_added_is_no_part_of_the_picture(page: Image.Image) -> None:
    scan = scan_pdf([page], 100, hidden_text="nhan dang")
    sheets = scanned_sheets(scan, "scan.pdf")
    assert is_scan(scan)
    assert measure(sheets.pdf)[0].lines == ()
    assert b"Helvetica" not in sheets.pdf


def test_what_is_no_scan_is_refused_with_the_reason(page: Image.Image) -> None:
    with_text = scan_pdf([page], 100, text="them vao")
    assert not is_scan(with_text)
    transparent = Image.new("RGBA", page.size, (255, 255, 255, 0))
    for data, reason in (
        (with_text, "page 1: it has text besides a picture"),
        (note_on(scan_pdf([page], 100)), "page 1: notes or stamps were put on it later"),
        (scan_pdf([page], 100).replace(b"/Image", b"/Imago"), "it is not one picture but 0"),
        (locked(scan_pdf([page], 100)), "password"),
        (b"%PDF-1.7 and no more", "cannot be read as a PDF"),
        (b"GIF89a", "it is no PDF, PNG, JPEG or TIFF"),
        (image_file(page, "PNG", dpi=(200, 200))[:-15], "is damaged"),
        (image_file(transparent, "PNG", dpi=(200, 200)), "it is transparent in places"),
        (image_file(page.convert("CMYK"), "JPEG", dpi=(200, 200)), "its colours are CMYK"),
        (b"", "it is no PDF"),
    ):
        said = ""
        try:
            scanned_sheets(data, "scan.pdf")
        except SourceUnusable as error:
            said = error.text()
        assert reason in said


def test_a_picture_that_leaves_the_page_half_empty_is_no_scan(page: Image.Image) -> None:
    with pytest.raises(SourceUnusable, match="does not fill the page"):
        scanned_sheets(scan_pdf([page], 100, share=0.9), "scan.pdf")
    assert scanned_sheets(scan_pdf([page], 100, share=0.97), "scan.pdf").sheets


@pytest.mark.slow
def test_an_issued_document_is_printed_with_seal_and_signature(
    issued_pdf: tuple[Path, Path],
) -> None:
    data = issued_pdf[0].read_bytes()
    sheets = printed_sheets(data, "kl.pdf")
    assert not is_scan(data)
    whole, printed = measure(data), measure(sheets.pdf)
    assert [(s.width, s.height) for s in sheets.sheets] == [pytest.approx(A4, abs=0.1)] * len(whole)
    for before, after in zip(whole, printed, strict=True):
        assert [line.text for line in after.lines] == [line.text for line in before.lines]
        for a, b in zip(before.lines, after.lines, strict=True):
            assert b.box == pytest.approx(a.box, abs=0.05)
        assert [p.box for p in after.pictures] == [
            pytest.approx(p.box, abs=0.05) for p in before.pictures
        ]
    assert b"/AcroForm" not in sheets.pdf
    assert b"/Annots" not in sheets.pdf


def test_sheets_can_be_picked(page: Image.Image) -> None:
    light = Image.new("RGB", page.size, "white")
    sheets = scanned_sheets(scan_pdf([page, light, page], 100), "scan.pdf")
    assert picture_bytes(sheets.picked((2,)).pdf) == [jpeg(light)[0]]
    assert sheets.picked(()) is sheets
    assert len(sheets.picked((1, 3)).sheets) == 2
    assert io.BytesIO(sheets.picked((1, 3)).pdf).read(5) == b"%PDF-"
