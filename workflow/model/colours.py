"""What colours an image shows, as far as rules speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Shares from 0 to 1: `clear` of all pixels, those that the ground shows through; `hues` of
    the others by hue (0–359 degrees), where they have one: white, grey and black have none."""

    clear: float
    hues: Mapping[int, float]
