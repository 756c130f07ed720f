"""Numbers as Word writes them (ECMA-376 17.18.59)."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"
_LARGEST_ROMAN = 32767

CSS_NAMES = {
    "decimal": "decimal", "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
    "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha", "numberInDash": "dashed",
    "decimalZero": "decimal-leading-zero",
}  # fmt: skip
"""What the page calls Word's forms of page numbers."""


def written(number: int, form: str) -> str | None:
    """A number in one of Word's forms (`w:numFmt`); None for a form that is not known.

    Letters are doubled after the last one, as Word has it: …, y, z, aa, bb.
    """
    match form:
        case "decimal":
            return str(number)
        case "decimalZero":
            return f"{number:02}"
        case "numberInDash":
            return f"- {number} -"
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.upper() if form == "upperRoman" else roman
        case "lowerLetter" | "upperLetter":
            letters = _repeated("abcdefghijklmnopqrstuvwxyz", number)
            return letters.upper() if form == "upperLetter" else letters
        case "chicago":
            return _repeated(_CHICAGO, number)
        case "none":
            return ""
        case _:
            return None


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def _repeated(signs: str, number: int) -> str:
    if number < 1:
        return str(number)
    times, place = divmod(number - 1, len(signs))
    return signs[place] * (times + 1)
