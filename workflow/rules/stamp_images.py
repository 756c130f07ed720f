"""Whether the image of a signature or a seal is of the kind that the rules of form want."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from workflow.model.colours import Colours
from workflow.model.errors import ImageNotClear, ImageOfAnotherColour
from workflow.model.messages import N_, message

SIGNATURE, SEAL = "signature", "seal"
_COLOURS = {"blue": N_("blue"), "red": N_("red")}


def check_stamp_image(kind: str, colours: Colours, file: str) -> None:
    """
    Parameters:
        kind: SIGNATURE or SEAL.

    Raises:
        ImageNotClear: its ground is not transparent.
        ImageOfAnotherColour: a signature that is not blue, a seal that is not red.
    """
    rule = _rules()[kind]
    if colours.clear < rule["clear"]:
        raise ImageNotClear(file=file, clear=round(100 * colours.clear))
    first, last = rule["hues"]
    share = sum(
        part
        for hue, part in colours.hues.items()
        if (first <= hue <= last if first <= last else hue >= first or hue <= last)
    )
    if share < rule["share"]:
        colour = message(_COLOURS[rule["colour"]])
        raise ImageOfAnotherColour(file=file, colour=colour, share=round(100 * share))


@cache
def _rules() -> dict[str, Any]:
    text = resources.files("workflow.rules").joinpath("stamp_images.toml").read_text("utf-8")
    return tomllib.loads(text)
