"""PKCS#11 tokens: the module of the maker, finding one of several tokens, logging in.

A login holds for a token in the whole process, so keys on one token share it; it ends when the
last of them is forgotten.
"""

from __future__ import annotations

import hmac
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pkcs11
from pkcs11 import (
    PROTECTED_AUTH,
    Attribute,
    ObjectClass,
    PKCS11Error,
    Session,
    SignMixin,
    Token,
    TokenFlag,
    exceptions,
)

from workflow.model.errors import (
    PinLocked,
    PinNotEntered,
    TokenAbsent,
    TokenAmbiguous,
    TokenLost,
    TokenModuleUnusable,
    WrongPin,
)
from workflow.model.messages import N_, Message, message
from workflow.model.office import PROMPT, Key
from workflow.sign.keys import AskSecret

PINPAD = "pinpad"
"""The `pin` of a key whose PIN is typed on the token itself."""

_Place = tuple[str, bytes]  # module, serial number
_WRONG_PIN = (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange)


class Login:
    """An open session in which the token's user has shown the PIN.

    `pin` is None where it was typed on the token.
    """

    def __init__(self, token: Token, session: Session, pin: str | None) -> None:
        self.token, self.session, self.pin = token, session, pin
        self.label = token.label
        self._probe = next(iter(self.keys), None)
        weakref.finalize(self, _close, session)

    @property
    def alive(self) -> bool:
        """Whether the token is still in its slot and the session still good."""
        try:
            there = self.token.slot.get_token().serial == self.token.serial
            # A search in a session that is dead would complain once more from its destructor.
            if there and self._probe is not None:
                self._probe[Attribute.CLASS]
        except PKCS11Error:
            return False
        return there

    @property
    def keys(self) -> list[SignMixin]:
        """The token's private keys that may sign."""
        found = list(self.session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
        return [key for key in found if isinstance(key, SignMixin)]


_logins: weakref.WeakValueDictionary[_Place, Login] = weakref.WeakValueDictionary()


def log_in(key: Key, directory: Path, ask: AskSecret) -> Login:
    """The login to a key's token; the person is asked for the PIN unless a pad on the token asks.

    Raises:
        TokenModuleUnusable, TokenAbsent, TokenAmbiguous: there is no such token.
        WrongPin, PinLocked, PinNotEntered: the token does not open.
    """
    module = module_path(key.settings["module"], directory)
    token = find_token(key, module)
    earlier = _logins.get((module, token.serial))
    if earlier and earlier.alive:
        if earlier.pin is not None:
            _must_equal(earlier.pin, _ask_pin(key, token, ask), key)
        return earlier
    login = _open(key, token, ask)
    _logins[module, token.serial] = login
    return login


def forget(login: Login) -> None:
    """Never use a login again; its token went away."""
    for place, known in list(_logins.items()):
        if known is login:
            del _logins[place]


def public_session(key: Key, directory: Path) -> Session:
    """A session that sees what a token shows everybody, such as certificates.

    Raises:
        TokenModuleUnusable, TokenAbsent, TokenAmbiguous, TokenLost
    """
    token = find_token(key, module_path(key.settings["module"], directory))
    try:
        return token.open()
    except PKCS11Error as error:
        raise TokenLost(token=token.label, reason=type(error).__name__) from None


def find_token(key: Key, module: str) -> Token:
    """The token that a key's settings mean.

    Raises:
        TokenModuleUnusable, TokenAbsent, TokenAmbiguous
    """
    label, serial = key.settings["token"], key.settings["serial"]

    def meant(token: Token) -> bool:
        return label in ("", token.label) and serial in (
            "",
            token.serial.decode("ascii", "replace"),
        )

    there = tokens_there(module, meant)
    found = [token for token in there if meant(token)]
    names = ", ".join(describe(token) for token in there) or "–"
    if not found:
        raise TokenAbsent(token=label or serial or "PKCS#11", key=key.id, found=names)
    if len(found) > 1:
        raise TokenAmbiguous(key=key.id, found=names)
    return found[0]


def describe(token: Token) -> str:
    return f"{token.label} ({token.serial.decode('ascii', 'replace')})"


def tokens_there(module: str, wanted: Callable[[Token], bool] = bool) -> list[Token]:
    """The tokens that a module shows now.

    Raises:
        TokenModuleUnusable
    """
    try:
        library = pkcs11.lib(module)
        there = list(_tokens(library.get_slots(token_present=True)))
        if not any(wanted(token) for token in there) and not _in_use(module):
            # Some modules see what was plugged in since only when they start anew.
            library.reinitialize()
            there = list(_tokens(library.get_slots(token_present=True)))
    except (PKCS11Error, RuntimeError, OSError) as error:
        raise TokenModuleUnusable(
            module=module, reason=str(error) or type(error).__name__
        ) from None
    return there


def _tokens(slots: Sequence[pkcs11.Slot]) -> Iterator[Token]:
    for slot in slots:
        with suppress(PKCS11Error):  # a slot whose token was pulled out
            token = slot.get_token()
            if TokenFlag.TOKEN_INITIALIZED in token.flags:
                yield token


def _in_use(module: str) -> bool:
    return any(place[0] == module and login.alive for place, login in list(_logins.items()))


def module_path(module: str, directory: Path) -> str:
    """A module of the office's own folder, or of the system's."""
    beside = directory / module
    return str(beside) if beside.is_file() else module


def _open(key: Key, token: Token, ask: AskSecret) -> Login:
    if TokenFlag.USER_PIN_LOCKED in token.flags:
        raise PinLocked(token=token.label)
    pin = None if _has_pad(key, token) else _ask_pin(key, token, ask)
    try:
        session = token.open(user_pin=PROTECTED_AUTH if pin is None else pin)
        return Login(token, session, pin)
    except exceptions.PinLocked:
        raise PinLocked(token=token.label) from None
    except _WRONG_PIN:
        raise WrongPin(key=key.id, tries=_tries_left(token)) from None
    except (exceptions.FunctionCancelled, exceptions.FunctionRejected):
        raise PinNotEntered(token=token.label) from None
    except PKCS11Error as error:
        raise TokenLost(token=token.label, reason=type(error).__name__) from None


def _has_pad(key: Key, token: Token) -> bool:
    """Whether the PIN is typed on the token: it says so itself, or the settings do."""
    where = key.settings["pin"]
    return where == PINPAD or (
        where == PROMPT and TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags
    )


def _ask_pin(key: Key, token: Token, ask: AskSecret) -> str:
    facts = {"key": key.id, "token": token.label}
    if TokenFlag.USER_PIN_FINAL_TRY in token.flags:
        question = Message(
            N_("PIN for the key “{key}” (last try: a wrong PIN locks the token “{token}”)"), facts
        )
    else:
        question = Message(N_("PIN for the key “{key}” (token “{token}”)"), facts)
    return ask(key, "pin", question)


def _must_equal(known: str, given: str, key: Key) -> None:
    if not hmac.compare_digest(known.encode(), given.encode()):
        # The token was not asked, so no try is lost.
        raise WrongPin(key=key.id, tries=message(N_("the token was not asked")))


def _tries_left(token: Token) -> Message:
    """What the token tells of the tries that are left; it never tells a number."""
    flags = TokenFlag(0)
    with suppress(PKCS11Error):
        flags = token.slot.get_token().flags
    if TokenFlag.USER_PIN_LOCKED in flags:
        return message(N_("the token is locked now"))
    if TokenFlag.USER_PIN_FINAL_TRY in flags:
        return message(N_("one try is left before the token locks itself"))
    if TokenFlag.USER_PIN_COUNT_LOW in flags:
        return message(N_("the token counts wrong tries and locks itself after a few"))
    return message(N_("the token does not tell how many tries are left"))


def _close(session: Session) -> None:
    with suppress(PKCS11Error):
        session.close()
