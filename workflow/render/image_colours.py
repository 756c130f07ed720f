"""The colours of an image, counted."""

from __future__ import annotations

import io
from collections import Counter

from PIL import Image

from workflow.model.colours import Colours
from workflow.render.appearance import image_size

_SIDE = 256  # pixels; a smaller copy tells the shares as well
_OPAQUE = 128  # of 255
_COLOURED, _BRIGHT = 64, 48  # least saturation and value of 255 at which a hue is seen


def image_colours(png: bytes, name: str = "PNG") -> Colours:
    """
    Raises:
        ImageUnusable: it is not a PNG, or is damaged.
    """
    image_size(png, name)
    with Image.open(io.BytesIO(png), formats=["PNG"]) as opened:
        image = opened.convert("RGBA")
    image.thumbnail((_SIDE, _SIDE), Image.Resampling.NEAREST)
    alphas = image.getchannel("A").tobytes()
    colours = image.convert("RGB").convert("HSV").tobytes()
    visible = [n for n, alpha in enumerate(alphas) if alpha >= _OPAQUE]
    hues = Counter(
        round(colours[3 * n] / 256 * 360)
        for n in visible
        if colours[3 * n + 1] >= _COLOURED and colours[3 * n + 2] >= _BRIGHT
    )
    return Colours(
        clear=1 - len(visible) / len(alphas),
        hues={hue: count / len(visible) for hue, count in hues.items()},
    )
