"""The language of all that a person reads: --lang, VANBAN_LANG, or the locale.

Chosen before any command module is loaded, because help texts are translated as they load. Only
gettext is used, so click's own sentences come from our catalogue too.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from pathlib import Path

DOMAIN = "vanban"
LANGUAGES = ("en", "vi")
_LOCALE = Path(__file__).parent.parent / "locale"


def choose_language(arguments: Sequence[str]) -> str:
    """Set the language for this process and say which it is."""
    wanted = _from_arguments(arguments) or os.environ.get("VANBAN_LANG") or _from_locale()
    chosen = "vi" if wanted.lower().startswith("vi") else "en"
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain(DOMAIN, str(_LOCALE))
    gettext.textdomain(DOMAIN)
    return chosen


def language() -> str:
    """The language chosen for this process: `vi` or `en`."""
    return os.environ.get("LANGUAGE", "en")


def _(text: str) -> str:
    return gettext.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    return gettext.ngettext(one, many, count)


def _from_arguments(arguments: Sequence[str]) -> str:
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            return arguments[number + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""


def _from_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return "en"
