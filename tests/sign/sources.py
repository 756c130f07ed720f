"""Keys of every source, made of the same PKI, for the tests that all sources must pass."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.pki_services import PkiServices
from tests.sign import signing_service
from tests.sign.signing_service import SigningService
from tests.sign.softhsm import MODULE, PERSON, PIN, SoftTokens
from workflow.model.errors import (
    KeyUnreadable,
    RemoteUnreachable,
    SigningError,
    TokenAbsent,
    WrongPassword,
    WrongPin,
)
from workflow.model.office import Key
from workflow.sign.keys import key_source


def key_of(source: str, settings: Mapping[str, Any], id: str = "it", **common: Any) -> Key:
    """A key with these settings of its source and the defaults of the others."""
    form = key_source(source).settings
    defaults = {name: value.default for name, value in form.items()}
    assert set(settings) <= set(form)
    return Key(id, source, "organ", **common, settings=defaults | dict(settings))


class Source(ABC):
    """One way to keep the PKI's keys."""

    right, wrong = "mật khẩu đúng", "mật khẩu sai"
    refuses: type[SigningError] = WrongPassword
    loses: type[SigningError]

    def __init__(self, pki: PkiServices, folder: Path) -> None:
        self.pki, self.folder = pki, folder
        self.questions: list[str] = []

    @abstractmethod
    def key(self, holder: str, **common: Any) -> Key: ...

    def gone(self, holder: str, **common: Any) -> Key:
        """The key while it is lost."""
        return self.key(holder, **common)

    @abstractmethod
    def lost(self) -> Any:
        """In this context the key is gone."""

    def ask(self, key: Key, setting: str, question: object) -> str:
        self.questions.append(str(question))
        return self.right

    def ask_wrongly(self, key: Key, setting: str, question: object) -> str:
        return self.wrong


class Files(Source):
    loses = KeyUnreadable

    def key(self, holder: str, **common: Any) -> Key:
        (self.folder / f"{holder}.p12").write_bytes(self.pki.p12(holder, self.right))
        return self.gone(holder, **common)

    def gone(self, holder: str, **common: Any) -> Key:
        return key_of("pkcs12", {"file": f"{holder}.p12"}, **common)

    @contextmanager
    def lost(self) -> Iterator[None]:
        files = {file: file.read_bytes() for file in self.folder.glob("*.p12")}
        for file in files:
            file.unlink()
        yield
        for file, data in files.items():
            file.write_bytes(data)


class Tokens(Source):
    right, wrong, refuses, loses = PIN, "0000", WrongPin, TokenAbsent

    def __init__(self, pki: PkiServices, folder: Path, tokens: SoftTokens) -> None:
        super().__init__(pki, folder)
        self.tokens = tokens

    def key(self, holder: str, **common: Any) -> Key:
        return key_of("pkcs11", {"module": MODULE, "token": PERSON, "label": holder}, **common)

    def lost(self) -> Any:
        return self.tokens.pulled_out()


class Remote(Source):
    right, wrong, refuses = signing_service.PIN, "0000", WrongPin
    loses = RemoteUnreachable

    def __init__(
        self, pki: PkiServices, folder: Path, service: SigningService, version: str
    ) -> None:
        super().__init__(pki, folder)
        self.service, self.version = service, version
        (folder / "token").write_text(f"{signing_service.ACCESS}\n", "utf-8")

    def key(self, holder: str, **common: Any) -> Key:
        settings = {
            "url": self.service.url,
            "credential": self.service.credential(holder),
            "version": self.version,
            "patience": 5.0,
        }
        return key_of("csc", settings, **common)

    def ask(self, key: Key, setting: str, question: object) -> str:
        self.questions.append(str(question))
        return {"token": signing_service.ACCESS, "otp": signing_service.OTP}.get(
            setting, self.right
        )

    def ask_wrongly(self, key: Key, setting: str, question: object) -> str:
        return signing_service.ACCESS if setting == "token" else self.wrong

    @contextmanager
    def lost(self) -> Iterator[None]:
        self.service.url, url = "http://127.0.0.1:9", self.service.url
        yield
        self.service.url = url
