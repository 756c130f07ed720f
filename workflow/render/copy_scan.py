"""Scans: the pages of a paper original, each one picture, as the scanner made it.

Nothing is resampled or compressed anew: a JPEG stays the JPEG that it is. Pictures in a coding
that PDF/A does not take (JPEG 2000, LZW) or of another file format are kept without loss.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageCms

from workflow.model.messages import N_, Message, message
from workflow.render.copy_found import pages_with_pictures
from workflow.render.copy_sheets import MM, MOST_SHEETS, Sheet, Sheets, opened, saved, unusable

COLOUR, GREY, BILEVEL = "colour", "grey", "black and white"
MODE_NAMES = {COLOUR: N_("colour"), GREY: N_("grey"), BILEVEL: N_("black and white")}

_FORMATS = ["PNG", "JPEG", "TIFF"]
_KEPT_FILTERS = {
    "/DCTDecode",
    "/FlateDecode",
    "/CCITTFaxDecode",
    "/JBIG2Decode",
    "/RunLengthDecode",
}
_MODES = {"RGB": COLOUR, "L": GREY, "1": BILEVEL}
_SPACES = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "1": Name.DeviceGray}
_ORIENTATION = 0x0112  # EXIF
# Unit square of the picture → of the page, for each EXIF orientation.
_TURNS = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
Matrix = tuple[float, float, float, float, float, float]


def scanned_sheets(data: bytes, name: str, dpi: float = 0.0) -> Sheets:
    """The pages of a scan: a PDF of pictures, or a PNG, JPEG or TIFF.

    Parameters:
        name: how messages call the file.
        dpi: the resolution of a picture that does not say its own.

    Raises:
        SourceUnusable: it is no scan, or cannot be carried as it is.
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _of_pdf(data, name)
    return _of_pictures(data, name, dpi)


def is_scan(data: bytes) -> bool:
    """Whether every page of a PDF, or the file itself, is one picture."""
    if not data[:1024].lstrip().startswith(b"%PDF-"):
        return True
    return all(page.is_picture for page in pages_with_pictures(data))


@dataclass(frozen=True)
class _Picture:
    """A picture on its way into a sheet; `coded` are its bytes as the entries in `keys` say."""

    width: int
    height: int
    mode: str
    coded: bytes
    keys: Dictionary


def _of_pdf(data: bytes, name: str) -> Sheets:
    found = pages_with_pictures(data)
    with opened(data, name) as document, Pdf.new() as plain:
        wrong = [
            message(N_("page {page}: {reason}"), page=number, reason=reason)
            for number, page in enumerate(found, start=1)
            for reason in page.problems
        ]
        if wrong:
            raise unusable(name, *wrong)
        sheets = []
        for number, (page, shown) in enumerate(zip(document.pages, found, strict=True), start=1):
            try:
                picture = _taken_over(plain, document, _only_picture(page))
            except _Refused as refused:
                sentence = message(N_("page {page}: {reason}"), page=number, reason=refused.reason)
                raise unusable(name, sentence) from None
            sheets.append(_add_sheet(plain, picture, shown.width, shown.height, shown.matrix))
        return Sheets(saved(plain), tuple(sheets))


def _of_pictures(data: bytes, name: str, dpi: float) -> Sheets:
    """Each frame of a PNG, JPEG or TIFF as a sheet as large as its resolution says."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            image.verify()  # to the last chunk; an image verified cannot be loaded any more
        with (
            warnings.catch_warnings(),
            Image.open(io.BytesIO(data), formats=_FORMATS) as image,
            Pdf.new() as plain,
        ):
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            frames = getattr(image, "n_frames", 1)
            if frames > MOST_SHEETS:
                raise unusable(name, message(N_("it has more than {most} pages"), most=MOST_SHEETS))
            sheets = []
            for frame in range(frames):
                image.seek(frame)
                across, down = _resolution(image, dpi, name)
                picture = _coded(image, data if frames == 1 else b"", plain)
                turn = _TURNS.get(int(image.getexif().get(_ORIENTATION, 1)), _TURNS[1])
                width, height = picture.width / across * 72, picture.height / down * 72
                if turn[0] == 0:
                    width, height = height, width
                matrix = (turn[0] * width, turn[1] * height, turn[2] * width,
                          turn[3] * height, turn[4] * width, turn[5] * height)  # fmt: skip
                sheets.append(_add_sheet(plain, picture, width, height, matrix))
            return Sheets(saved(plain), tuple(sheets))
    except _Refused as refused:
        raise unusable(name, refused.reason) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise unusable(name, message(N_("it is larger than any page"))) from None
    except (OSError, ValueError, SyntaxError, EOFError, zlib.error):
        sentence = message(N_("it is no PDF, PNG, JPEG or TIFF, or is damaged"))
        raise unusable(name, sentence) from None


class _Refused(Exception):
    def __init__(self, reason: Message) -> None:
        self.reason = reason


def _resolution(image: Image.Image, dpi: float, name: str) -> tuple[float, float]:
    found = image.info.get("dpi")
    across, down = (float(n) for n in found) if found else (dpi, dpi)
    # A TIFF or JFIF without a unit says 1 by 1: a shape, not a resolution.
    if across <= 1 or down <= 1:
        across = down = dpi
    if not dpi and (across <= 1 or down <= 1):
        raise unusable(name, message(N_("it does not say its resolution; say it with --dpi")))
    return across, down


def _coded(image: Image.Image, whole: bytes, plain: Pdf) -> _Picture:
    """A frame's pixels: a JPEG file as it is, anything else packed without loss."""
    kept_as_it_is = image.format == "JPEG" and whole
    if kept_as_it_is:
        image.load()  # to its end: a viewer would too
        if image.mode not in ("RGB", "L"):
            raise _Refused(message(N_("its colours are {mode}, not RGB"), mode=image.mode))
        mode, coded, filter_ = image.mode, whole, Name.DCTDecode
    else:
        pixels = _plain_pixels(image)
        mode, coded, filter_ = pixels.mode, zlib.compress(pixels.tobytes(), 6), Name.FlateDecode
    keys = Dictionary(
        Filter=filter_,
        ColorSpace=_profile(plain, image.info.get("icc_profile"), mode) or _SPACES[mode],
        BitsPerComponent=1 if mode == "1" else 8,
    )
    return _Picture(image.width, image.height, _MODES[mode], coded, keys)


def _plain_pixels(image: Image.Image) -> Image.Image:
    if image.mode in _MODES:
        return image.copy()
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in ("RGBA", "LA"):
        if image.getchannel("A").getextrema()[0] != 255:
            raise _Refused(message(N_("it is transparent in places, as no scan is")))
        image = image.convert(image.mode[:-1])
    if image.mode not in _MODES:
        raise _Refused(message(N_("its colours are {mode}, not RGB"), mode=image.mode))
    return image


def _taken_over(plain: Pdf, document: Pdf, image: pikepdf.Object) -> _Picture:
    """A picture of a PDF for another, its bytes as they are where PDF/A takes them so."""
    if "/SMask" in image or "/Mask" in image or image.get("/ImageMask", False):
        raise _Refused(message(N_("it is transparent in places, as no scan is")))
    filters = image.get("/Filter", Array())
    names = [str(f) for f in filters] if isinstance(filters, Array) else [str(filters)]
    if set(names) <= _KEPT_FILTERS:
        mode = _mode_of(image)
        keys = Dictionary()
        for key in ("/Filter", "/DecodeParms", "/Decode", "/ColorSpace", "/BitsPerComponent"):
            if key in image:
                keys[key] = _copied(plain, document, image[key])
        if (profile := _profile_of(image)) is not None:
            model = "RGB" if mode == COLOUR else "L"
            keys.ColorSpace = _profile(plain, profile, model) or _SPACES[model]
        return _Picture(int(image.Width), int(image.Height), mode, image.read_raw_bytes(), keys)
    try:
        pixels = pikepdf.PdfImage(image).as_pil_image()  # type: ignore[arg-type]
        return _coded(pixels, b"", plain)
    except (pikepdf.PdfError, OSError, ValueError, NotImplementedError, TypeError) as error:
        raise _Refused(message(N_("its picture cannot be read ({error})"), error=error)) from None


def _copied(plain: Pdf, document: Pdf, entry: pikepdf.Object) -> pikepdf.Object:
    if not isinstance(entry, pikepdf.Object) or entry._type_name in ("name", "integer", "boolean"):
        return entry
    return plain.copy_foreign(document.make_indirect(entry))


def _mode_of(image: pikepdf.Object) -> str:
    if int(image.get("/BitsPerComponent", 8)) == 1 and _space_of(image) != "indexed":
        return BILEVEL
    space, base = _space_of(image), ""
    if space == "indexed":
        space = base = _named_space(image.ColorSpace[1])
    if space == "cmyk" or space == "":
        raise _Refused(message(N_("its colours are {mode}, not RGB"), mode=base or space or "?"))
    return COLOUR if space == "rgb" else GREY


def _space_of(image: pikepdf.Object) -> str:
    return _named_space(image.get("/ColorSpace"))


def _named_space(space: pikepdf.Object | None) -> str:
    if isinstance(space, Array):
        kind = str(space[0])
        if kind == "/ICCBased":
            return {1: "grey", 3: "rgb", 4: "cmyk"}.get(int(space[1].N), "")
        return {"/Indexed": "indexed", "/CalRGB": "rgb", "/CalGray": "grey"}.get(kind, "")
    names = {"/DeviceRGB": "rgb", "/DeviceGray": "grey", "/DeviceCMYK": "cmyk"}
    return names.get(str(space), "")


def _profile_of(image: pikepdf.Object) -> bytes | None:
    space = image.get("/ColorSpace")
    if isinstance(space, Array) and str(space[0]) == "/ICCBased":
        profile: bytes = space[1].read_bytes()
        return profile
    return None


def _profile(plain: Pdf, profile: bytes | None, mode: str) -> Array | None:
    """A colour space from a profile that fits the pixels; None where there is none that does."""
    if not profile:
        return None
    try:
        read = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    except (OSError, ImageCms.PyCMSError):
        return None
    fits = {"RGB": ("RGB ", 3), "L": ("GRAY", 1)}.get(mode)
    if fits is None or read.xcolor_space != fits[0] or read.version >= 5:
        return None
    stream = Stream(plain, profile)
    stream.N = fits[1]
    return Array([Name.ICCBased, plain.make_indirect(stream)])


def _only_picture(page: pikepdf.Page) -> pikepdf.Object:
    """The picture of a page that shows only one, wherever its resources have it."""
    found = {image.objgen: image for image in _pictures(page.obj.get("/Resources"), 0)}
    if len(found) != 1:
        raise _Refused(message(N_("its picture is not a plain one")))
    return next(iter(found.values()))


def _pictures(resources: pikepdf.Object | None, depth: int) -> Iterator[pikepdf.Object]:
    if resources is None or depth > 8:
        return
    for entry in dict(resources.get("/XObject", Dictionary())).values():
        if entry.get("/Subtype") == Name.Image:
            yield entry
        elif entry.get("/Subtype") == Name.Form:
            yield from _pictures(entry.get("/Resources"), depth + 1)


def _add_sheet(plain: Pdf, picture: _Picture, width: float, height: float, matrix: Matrix) -> Sheet:
    """One more page of `width` × `height` pt, the picture's unit square put by `matrix`."""
    stream = Stream(plain, b"")
    stream.write(picture.coded, filter=None)
    for key, entry in picture.keys.items():
        stream[key] = entry
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = picture.width, picture.height
    page = plain.add_blank_page(page_size=(round(width, 3), round(height, 3)))
    name = page.add_resource(plain.make_indirect(stream), Name.XObject, Name("/Scan"))
    numbers = " ".join(f"{n:.4f}" for n in matrix)
    page.contents_add(f"q {numbers} cm {name} Do Q\n".encode())
    across = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5 / 72
    down = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5 / 72
    dpi = min(picture.width / across, picture.height / down)
    return Sheet(width * MM, height * MM, dpi, picture.mode)
