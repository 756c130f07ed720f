"""Images of a draft: whether a file is one, how large it is printed, and its plain form.

The plain form is what Word file and PDF hold: no transparency (nothing stands behind it), no
colours but grey and RGB (the PDF's only ones), turned as it is to be seen, and nothing about the
camera and the place where a photograph was taken.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from workflow.model.errors import ImageRefused
from workflow.model.messages import N_, message

MOST_BYTES = 5 * 2**20
MOST_PIXELS = 25_000_000
"""A page of A4 at 500 pixels an inch has 24 million."""

_FORMATS = ["PNG", "JPEG"]
_USUAL_RESOLUTION = 96.0  # pixels an inch, where the file names none: as Word takes it
_LEAST_RESOLUTION, _MOST_RESOLUTION = 72.0, 600.0
_TURNS = 0x0112  # EXIF: how the camera was held
_SIDEWAYS = (5, 6, 7, 8)
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_PNG_END = b"IEND\xaeB`\x82"
_JPEG_END = b"\xff\xd9"
_JPEG_QUALITY = 92
# What a plain file may still say of itself.
_HARMLESS = frozenset(
    (
        "dpi", "gamma", "srgb", "chromaticity", "jfif", "jfif_version", "jfif_unit", "jfif_density",
        "progressive", "progression",
    )
)  # fmt: skip
_PLAIN_MODES = {"PNG": ("1", "L", "P", "RGB"), "JPEG": ("L", "RGB")}


@dataclass(frozen=True)
class ImageSize:
    """As it is printed at the file's own resolution, pt."""

    width: float
    height: float

    def within(self, width: float, height: float) -> ImageSize:
        """Made smaller, if need be, to fit into a width and a height; never larger."""
        factor = min(1.0, width / self.width, height / self.height)
        return ImageSize(self.width * factor, self.height * factor)


def check_image(data: bytes, name: str) -> None:
    """
    Raises:
        ImageRefused: too large, no PNG or JPEG, animated, damaged or cut off.
    """
    if len(data) > MOST_BYTES:
        reason = message(
            N_("it has {found} MiB, more than {most}; save it smaller"),
            found=f"{len(data) / 2**20:.1f}", most=MOST_BYTES // 2**20,
        )  # fmt: skip
        raise ImageRefused(file=name, reason=reason)
    with _opened(data, name) as image:
        if image.width * image.height > MOST_PIXELS:
            reason = message(
                N_("it has {width} × {height} pixels, more than {most} million; save it smaller"),
                width=image.width, height=image.height, most=MOST_PIXELS // 1_000_000,
            )  # fmt: skip
            raise ImageRefused(file=name, reason=reason)
        if image.format == "PNG" and getattr(image, "n_frames", 1) > 1:
            reason = message(N_("it is animated; save the one picture that is meant"))
            raise ImageRefused(file=name, reason=reason)
        image.load()
        end = _PNG_END if image.format == "PNG" else _JPEG_END
    if end not in data[-max(1024, len(data) // 100) :]:  # some cameras write something behind it
        raise _damaged(name)
    if end == _PNG_END:
        with _opened(data, name) as image:
            image.verify()  # the check sum of every chunk


def image_size(data: bytes, name: str = "") -> ImageSize:
    """How large an image is printed: by its resolution, between 72 and 600 pixels an inch.

    Raises:
        ImageRefused: it is none.
    """
    with _opened(data, name) as image:
        across, down = _resolution(image)
        size = ImageSize(image.width / across * 72, image.height / down * 72)
        if image.getexif().get(_TURNS) in _SIDEWAYS:
            return ImageSize(size.height, size.width)
        return size


def plain_image(data: bytes, name: str = "") -> bytes:
    """The plain form of an image, the same bytes every time; that of a plain one is itself.

    Raises:
        ImageRefused: it cannot be read.
    """
    with _opened(data, name) as image:
        kind = "PNG" if image.format == "PNG" else "JPEG"
        turned = image.getexif().get(_TURNS, 1) != 1
        if image.mode in _PLAIN_MODES[kind] and not turned and not set(image.info) - _HARMLESS:
            return data
        kept = image.format == "JPEG" and image.mode in _PLAIN_MODES["JPEG"] and not turned
        image.load()
        drawn = image if kept else _grey_or_rgb(ImageOps.exif_transpose(image))
        drawn.info = {}
        out = io.BytesIO()
        if kind == "PNG":
            drawn.save(out, "PNG")
        elif kept:
            drawn.save(out, "JPEG", quality="keep")
        else:
            drawn.save(out, "JPEG", quality=_JPEG_QUALITY)
        return out.getvalue()


def cropped_image(data: bytes, crop: tuple[float, ...], name: str = "") -> bytes:
    """What is shown of an image; the rest does not stay in the file.

    Parameters:
        crop: what is cut off on the left, at the top, on the right and at the bottom, as shares of
            its width and height; rounded to whole pixels.

    Raises:
        ImageRefused: it cannot be read, or nothing would be left of it.
    """
    with _opened(data, name) as image:
        left, top, right, bottom = crop
        box = (
            round(image.width * left), round(image.height * top),
            round(image.width * (1 - right)), round(image.height * (1 - bottom)),
        )  # fmt: skip
        if not (0 <= box[0] < box[2] <= image.width and 0 <= box[1] < box[3] <= image.height):
            reason = message(N_("it is cropped to more or less than there is; reset the cropping"))
            raise ImageRefused(file=name, reason=reason)
        cut = image.crop(box)
        out = io.BytesIO()
        if image.format == "PNG":
            cut.save(out, "PNG")
        else:
            cut.save(out, "JPEG", quality=_JPEG_QUALITY)
        return out.getvalue()


def _grey_or_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image if image.mode in _PLAIN_MODES["JPEG"] else image.convert("RGB")


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Pixels an inch, across and down."""
    named = image.info.get("dpi") or (0, 0)
    across, down = (
        min(max(float(n), _LEAST_RESOLUTION), _MOST_RESOLUTION) if n > 1 else _USUAL_RESOLUTION
        for n in named
    )
    return across, down


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    """An image for a while; WeasyPrint lets Pillow take images that are cut off, this does not."""
    allowed = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    opened = False
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            opened = True
            yield image
    except Image.DecompressionBombError:
        reason = message(N_("it has more pixels than any page; save it smaller"))
        raise ImageRefused(file=name, reason=reason) from None
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
        if opened or data.startswith(_STARTS):
            raise _damaged(name) from error
        reason = message(N_("it is neither a PNG nor a JPEG; save it as one of these"))
        raise ImageRefused(file=name, reason=reason) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = allowed


def _damaged(name: str) -> ImageRefused:
    reason = message(N_("it is damaged or cut off; copy or save it again"))
    return ImageRefused(file=name, reason=reason)
