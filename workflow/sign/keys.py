"""Where signing keys come from: one door for files, tokens and services.

A key source is an entry point in the group `vanban.key_sources`: an object that says which
settings a table [keys.NAME] of its kind has, and opens such a key. The built-in sources
(`sources.py`) go through the same door.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workflow.model.errors import KeySourceBroken, UnknownKeySource
from workflow.model.extensions import installed
from workflow.model.messages import Message
from workflow.model.office import Key
from workflow.model.settings import Value

if TYPE_CHECKING:  # every command asks for the settings; pyHanko takes 0.4 s to import
    from asn1crypto import x509
    from pyhanko.sign.signers import Signer

GROUP = "vanban.key_sources"


class AskSecret(Protocol):
    """Gives the secret of a key that one of its settings places; `question` is for the person."""

    def __call__(self, key: Key, setting: str, question: Message) -> str:
        """
        Raises:
            SecretMissing: it is not where the setting says, or nobody can be asked.
        """
        ...


class KeySource(Protocol):
    @property
    def settings(self) -> Mapping[str, Value]:
        """What a table [keys.NAME] of this source says besides what every key has."""
        ...

    def open(self, key: Key, directory: Path, ask: AskSecret) -> Signer:
        """A signer that can sign at once and as often as wanted.

        Parameters:
            directory: the office's; paths in the settings are relative to it.

        Raises:
            SigningError: the key cannot be used; says why.
        """
        ...

    def look(
        self, key: Key, directory: Path, ask: AskSecret
    ) -> tuple[x509.Certificate, list[x509.Certificate]]:
        """The key's certificate and those it brings along, with as few secrets as possible.

        Raises:
            SigningError: as `open`; SecretMissing when it cannot be seen without a secret.
        """
        ...


def open_key(key: Key, directory: Path, ask: AskSecret) -> Signer:
    """The signer of a key; what it needs is loaded once and kept.

    Raises:
        UnknownKeySource: no installed source has the name that the settings give.
        SigningError: the source cannot open the key.
    """
    return key_source(key.source).open(key, directory, ask)


def look_at_key(
    key: Key, directory: Path, ask: AskSecret
) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """A key's certificate and those that come with it, as `KeySource.look`."""
    return key_source(key.source).look(key, directory, ask)


def key_source(name: str) -> KeySource:
    """
    Raises:
        UnknownKeySource, KeySourceBroken
    """
    sources = {entry.name: entry for entry in installed(GROUP)}
    if name not in sources:
        raise UnknownKeySource(name=name, known=", ".join(sorted(sources)))
    try:
        source: KeySource = sources[name].load()
    except (ImportError, AttributeError) as error:
        raise KeySourceBroken(name=name, reason=error) from None
    return source


def key_forms() -> dict[str, Mapping[str, Value]]:
    """The settings of every installed source, by its name.

    Raises:
        KeySourceBroken: an installed source cannot be loaded.
    """
    names = sorted({entry.name for entry in installed(GROUP)})
    return {name: key_source(name).settings for name in names}
