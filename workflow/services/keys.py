"""The office's keys: what can be seen of them, whether they sign, and new ones in office.toml."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import tomlkit

from workflow.ledger.store import write_whole
from workflow.model.errors import KeyExists, NoTerminal, Problem, SettingsError, VanbanError
from workflow.model.messages import N_, Message, message
from workflow.model.office import Key, Revocation
from workflow.model.office_settings import read_office
from workflow.model.settings import Value
from workflow.services.office import SETTINGS, OpenOffice, no_prompt
from workflow.sign.keys import key_forms, look_at_key, open_key
from workflow.sign.proof import algorithm_of, prove, seen
from workflow.sign.revocation import check_not_revoked, places_to_ask
from workflow.sign.trust import (
    Certificate,
    certificates_of,
    check_chain,
    check_may_sign,
    check_period,
    check_usage,
    common_name,
    read_anchors,
)

_SOON = 30  # days before its end that a certificate is spoken of


@dataclass(frozen=True)
class KeyFacts:
    """What can be seen of a key without asking anybody; `valid_until` in UTC."""

    id: str
    source: str
    holder: str
    state: Message
    usable: bool
    subject: str = ""
    issuer: str = ""
    valid_until: datetime | None = None
    days_left: int | None = None
    algorithm: str = ""


def list_keys(office: OpenOffice) -> list[KeyFacts]:
    """Every key of the office; no service is asked whether a certificate is revoked."""
    return [_facts(office, key) for key in office.settings.keys.values()]


def _facts(office: OpenOffice, key: Key) -> KeyFacts:
    holder = _holder(office, key)
    unattended = replace(office, prompt=no_prompt)
    try:
        certificate, others = look_at_key(key, office.directory, unattended.secret)
    except NoTerminal as error:
        state = message(N_("not seen: “{setting}” is asked for first"), **error.facts)
        return KeyFacts(key.id, key.source, holder, state, usable=True)
    except VanbanError as error:
        return KeyFacts(key.id, key.source, holder, _sentence(error), usable=False)
    facts = seen(key, certificate)
    days = (facts.end - office.clock()).days
    state, usable = message(N_("may sign")), True
    if not _names(common_name(certificate), holder):
        named = common_name(certificate)
        state = message(N_("may sign, but its certificate names “{named}”"), named=named)
    if days <= _SOON:
        state = message(N_("may sign; it ends in {days} days"), days=days)
    try:
        anchors = read_anchors(office.directory / office.settings.trust)
        check_may_sign(certificate, others, anchors, office.clock())
    except VanbanError as error:
        state, usable = _sentence(error), False
    return KeyFacts(
        key.id, key.source, holder, state, usable,
        subject=facts.subject, issuer=facts.issuer, valid_until=facts.end, days_left=days,
        algorithm=facts.algorithm,
    )  # fmt: skip


def _holder(office: OpenOffice, key: Key) -> str:
    person = office.settings.people.get(key.holder)
    return person.name if person else office.settings.organ.name


def _names(certificate: str, holder: str) -> bool:
    """Whether a certificate names a holder; many write names without marks or in capitals."""

    def folded(text: str) -> str:
        plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
        return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())

    return folded(holder) in folded(certificate)


def _sentence(error: VanbanError) -> Message:
    return Message(error.sentence, error.facts)


@dataclass(frozen=True)
class Check:
    """One step of a key's test: what was found, or what is wrong."""

    what: Message
    says: Message
    trouble: VanbanError | None = None


def try_key(office: OpenOffice, name: str) -> Iterator[Check]:
    """Open a key, let it sign a nonce, and check everything that a signature would need.

    Raises:
        UnknownKey: there is no such key.
    """
    key = office.settings.key(name)
    try:
        signer = open_key(key, office.directory, office.secret)
    except VanbanError as error:
        yield Check(message(N_("opens")), message("–"), error)
        return
    certificate, others = certificates_of(signer)
    holder = common_name(certificate)
    says = message(N_("the key of “{holder}”"), holder=holder)
    if not _names(holder, _holder(office, key)):
        template = N_("the key of “{holder}”, but office.toml gives it to “{given}”")
        says = message(template, holder=holder, given=_holder(office, key))
    yield Check(message(N_("opens")), says)

    def signs() -> Message:
        prove(key, signer)
        return message("{algorithm}", algorithm=algorithm_of(key, certificate))

    yield _checked(N_("signs"), signs)
    yield from _certificate_checks(office, key, certificate, others)


def _certificate_checks(
    office: OpenOffice, key: Key, certificate: Certificate, others: list[Certificate]
) -> Iterator[Check]:
    now = office.clock()

    def valid() -> Message:
        check_period(certificate, now)
        end = seen(key, certificate).end
        return message(N_("until {end}; {days} days left"), end=end, days=(end - now).days)

    def usage() -> Message:
        check_usage(certificate)
        return message(N_("it may sign documents"))

    def chain() -> Message:
        anchors = read_anchors(office.directory / office.settings.trust)
        names = check_chain(certificate, others, anchors, now)
        return message("{names}", names=" ← ".join(names))

    def revocation() -> Message:
        settings = office.settings
        if settings.revocation == Revocation.OFF:
            return message(N_("not asked, as office.toml says"))
        anchors = read_anchors(office.directory / settings.trust)
        check_not_revoked(
            certificate, others, anchors, now, settings.revocation, settings.patience
        )  # fmt: skip
        places = ", ".join(places_to_ask([certificate, *others]))
        if not places:
            return message(N_("not asked: the certificate names no place to ask"))
        return message(N_("not revoked, says one of {places}"), places=places)

    for what, check in (
        (N_("valid now"), valid),
        (N_("usage"), usage),
        (N_("trust anchor"), chain),
        (N_("revocation"), revocation),
    ):
        yield _checked(what, check)


def _checked(what: str, check: Callable[[], Message]) -> Check:
    try:
        return Check(message(what), check())
    except VanbanError as error:
        return Check(message(what), message("–"), error)


@dataclass(frozen=True)
class Found:
    """A certificate on a token, and the fewest settings that mean its key; times in UTC."""

    token: str
    serial: str
    label: str
    id: str
    subject: str
    valid_until: datetime
    settings: Mapping[str, str]


# What tells keys apart, the most readable first.
_MARKS = (("token", "label"), ("token", "id"), ("serial", "label"), ("serial", "id"))


def found_on_tokens(office: OpenOffice, module: str, given: Mapping[str, str]) -> list[Found]:
    """What the tokens of a PKCS#11 module show without a PIN.

    Parameters:
        given: settings that are known already; only what fits them is found.

    Raises:
        TokenModuleUnusable: there is no such module.
    """
    from workflow.sign.pkcs11 import certificates_on_tokens

    there = [
        (
            {"token": shown.token, "serial": shown.serial, "label": shown.label, "id": shown.id},
            seen(Key("", "pkcs11", ""), shown.certificate),
        )
        for shown in certificates_on_tokens(module, office.directory)
    ]
    all_facts = [facts for facts, _ in there]
    return [
        Found(**facts, subject=key.subject, valid_until=key.end, settings=_fewest(facts, all_facts))
        for facts, key in there
        if all(facts[name] == value for name, value in given.items() if name in facts)
    ]


def _fewest(facts: dict[str, str], there: list[dict[str, str]]) -> dict[str, str]:
    for marks in _MARKS:
        meant = {name: facts[name] for name in marks}
        fitting = [other for other in there if all(other[n] == v for n, v in meant.items())]
        if all(meant.values()) and len(fitting) == 1:
            return meant
    return {name: value for name, value in facts.items() if value}


def source_settings() -> dict[str, Mapping[str, Value]]:
    """The settings of every key source that is installed."""
    return key_forms()


def add_key(office: OpenOffice, name: str, table: Mapping[str, Any]) -> Key:
    """Write a table [keys.NAME] into office.toml; everything else in it stays as it is.

    Parameters:
        table: what the table says: source, holder, the settings of the source.

    Raises:
        KeyExists: the office has a key of this name.
        SettingsError: the table has mistakes; nothing was written.
    """
    if name in office.settings.keys:
        raise KeyExists(name=name)
    file = office.directory / SETTINGS
    text = with_key(file.read_bytes().decode(), name, table)
    settings = read_office(text, SETTINGS, key_forms())
    write_whole(file, text.encode())
    return settings.key(name)


def with_key(text: str, name: str, table: Mapping[str, Any]) -> str:
    """The text of office.toml with one key more, behind the other keys.

    Raises:
        SettingsError: the text is no TOML.
    """
    try:
        document = tomlkit.parse(text)
    except tomlkit.exceptions.ParseError as error:
        sentence = message(N_("it cannot be read ({error})"), error=error)
        raise SettingsError(problems=[Problem(SETTINGS, sentence)]) from None
    keys = document.setdefault("keys", tomlkit.table(is_super_table=True))
    made = tomlkit.table()
    for setting, value in table.items():
        made.add(setting, value)
    made.add(tomlkit.nl())
    keys.add(name, made)
    return tomlkit.dumps(document)
