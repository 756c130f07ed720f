"""Where signing keys come from: one door for files, tokens and services.

A key source is an entry point in the group `vanban.keys`: a function that takes the key's
settings, the office's directory and a way to ask for the secret, and yields a pyHanko `Signer`.
The built-in sources go through the same door.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from pyhanko.sign.signers import Signer as Signer

from workflow.model.errors import UnknownKeySource
from workflow.model.office import Key

GROUP = "vanban.keys"

AskSecret = Callable[[Key], str]


class KeySource(Protocol):
    def __call__(self, key: Key, directory: Path, ask: AskSecret) -> Signer:
        """
        Raises:
            KeyUnreadable, WrongPassword, SecretMissing: the key cannot be used.
        """
        ...


def open_key(key: Key, directory: Path, ask: AskSecret) -> Signer:
    """The signer of a key; its private key is loaded once and kept.

    Raises:
        UnknownKeySource: no installed source has the name that the settings give.
        SigningError: the source cannot open the key.
    """
    sources = {entry.name: entry for entry in entry_points(group=GROUP)}
    if key.source not in sources:
        raise UnknownKeySource(name=key.source, known=", ".join(sorted(sources)))
    source: KeySource = sources[key.source].load()
    return source(key, directory, ask)
