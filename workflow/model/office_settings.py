"""What office.toml may say, and the office that it describes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from workflow.model.delivery import PAUSES
from workflow.model.messages import N_, message
from workflow.model.office import (
    ANY_ORDER,
    ORGAN_HOLDER,
    PKCS1,
    PRINCIPAL_LAST,
    PROMPT,
    PSS,
    SEAL_TEXTS,
    ChannelSettings,
    DaysOff,
    Key,
    Office,
    Organ,
    Partner,
    Revocation,
    Seal,
    Term,
)
from workflow.model.parties import Person, Role
from workflow.model.settings import Form, Listed, Named, Reader, Value, Varying
from workflow.model.signature_level import SignatureLevel, Signing

ORGAN_ID = r"[0-9A-Z]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"

KindForms = Mapping[str, Mapping[str, Value]]
"""What a table [keys.NAME] or [channels.NAME] says besides what each has, by source or kind."""

_FOLDER = {"folder": ChannelSettings("folder", "folder", {"directory": "outbox"})}
"""The channel of an office that names none."""


def secret_place(meaning: str, *further: str, default: str = PROMPT) -> Value:
    """A setting that says where a secret is; never the secret itself.

    Parameters:
        further: what it may say besides prompt, env:NAME and file:PATH.
    """
    pattern = "|".join((PROMPT, *further, r"env:\w+", "file:.+"))
    return Value(
        str, required=False, default=default, pattern=pattern, secret=True, meaning=meaning
    )


def form(key_forms: KindForms | None = None, channel_forms: KindForms | None = None) -> Form:
    """The form of office.toml.

    Parameters:
        key_forms: by key source; None reads no more of a key than every source has.
        channel_forms: by kind of channel; None reads no more than the kind.
    """
    return {
        "organ": {
            "id": Value(str, pattern=ORGAN_ID),
            "name": Value(str),
            "abbreviation": Value(str, pattern="[A-ZĂÂĐÊÔƠƯ]+"),
            "family": Value(str, choices=("party", "state")),
            "place": Value(str),
            "superior": Value(str, required=False, default=""),
            "issuer": Value(str, required=False, default=""),
        },
        "term": {
            "name": Value(str, pattern=r"\w[\w /-]*"),
            "from": Value(date),
            "to": Value(date, required=False),
        },
        "people": Named(
            {
                "name": Value(str),
                "title": Value(str),
                "roles": Value(list, choices=tuple(Role)),
                "organ": Value(str, required=False, default=""),
            }
        ),
        "partners": Named(
            {
                "name": Value(str),
                "abbreviation": Value(str, pattern="[A-ZĂÂĐÊÔƠƯ]+"),
            },
            required=False,
        ),
        "keys": Named(
            Varying(
                "source",
                {
                    "source": Value(str, choices=tuple(key_forms or ())),
                    "holder": Value(str),
                    "image": Value(str, required=False, default=""),
                    "image_width": Value(float, required=False, default=0.0),
                    "padding": Value(str, required=False, default=PSS, choices=(PSS, PKCS1)),
                },
                key_forms,
            ),
            required=False,
        ),
        "seals": Named(
            {
                "key": Value(str),
                "image": Value(str),
                "diameter": Value(float, required=False, default=30.0),
                "organ": Value(str, required=False, default=""),
                "text": Value(list, required=False, default=[], choices=SEAL_TEXTS),
                "text_width": Value(float, required=False, default=44.0),
                "email": Value(str, required=False, default=""),
            },
            required=False,
        ),
        "trust": {
            "anchors": Value(str, required=False, default="keys/trust"),
            "revocation": Value(
                str, required=False, default=Revocation.IF_NAMED, choices=tuple(Revocation)
            ),
            "patience": Value(float, required=False, default=10.0),
        },
        "signing": {
            "order": Value(
                str, required=False, default=ANY_ORDER, choices=(ANY_ORDER, PRINCIPAL_LAST)
            ),
            "level": Value(
                str, required=False, default=SignatureLevel.B_B, choices=tuple(SignatureLevel)
            ),
            "types": Listed(Value(str, choices=tuple(SignatureLevel))),
            "tsa": Value(str, required=False, default="", pattern=r"https?://\S+"),
            "patience": Value(float, required=False, default=Signing.patience),
            "tries": Value(int, required=False, default=Signing.tries),
        },
        "receiving": {
            "key": Value(str, required=False, default=""),
            "opens_with": Value(str, required=False, default=""),
        },
        "storage": {"database": Value(str, required=False, default="signed/vanban.db")},
        "distribution": {
            "pauses": Value(list, required=False, default=list(PAUSES), items=int),
        },
        "calendar": {
            "closed": Value(list, required=False, default=[], items=date),
            "open": Value(list, required=False, default=[], items=date),
        },
        "channels": Named(
            Varying(
                "kind", {"kind": Value(str, choices=tuple(channel_forms or ()))}, channel_forms
            ),
            required=False,
        ),
    }


def read_office(
    text: str,
    file: str = "office.toml",
    key_forms: KindForms | None = None,
    document_types: Callable[[str], Collection[str]] | None = None,
    channel_forms: KindForms | None = None,
) -> Office:
    """The office that a settings file describes.

    Parameters:
        key_forms: the settings of each key source; without them those are taken unread.
        document_types: the ids of the types of a family; without it any name is taken.
        channel_forms: the settings of each kind of channel; without them those are taken unread.

    Raises:
        SettingsError: with every mistake, its line and the nearest known name.
    """
    reader = Reader(text, file)
    values = reader.read(form(key_forms, channel_forms))
    _check_references(reader, values)
    _check_distribution(reader, values)
    types = values["signing"]["types"] and values["organ"]["family"] and document_types
    _check_signing(reader, values, types(values["organ"]["family"]) if types else None)
    reader.finish()
    organ, term = values["organ"], values["term"]
    return Office(
        organ=Organ(**organ),
        term=Term(term["name"], term["from"], term["to"]),
        people={
            id: Person(id, p["name"], p["title"], frozenset(map(Role, p["roles"])), p["organ"])
            for id, p in values["people"].items()
        },
        partners={id: Partner(id=id, **p) for id, p in values["partners"].items()},
        order=values["signing"]["order"],
        keys={id: _key(id, key) for id, key in values["keys"].items()},
        seals={
            id: Seal(id=id, **{**seal, "text": tuple(seal["text"])})
            for id, seal in values["seals"].items()
        },
        trust=values["trust"]["anchors"],
        revocation=values["trust"]["revocation"],
        patience=values["trust"]["patience"],
        database=values["storage"]["database"],
        channels={id: _channel(id, each) for id, each in values["channels"].items()} or _FOLDER,
        signing=_signing(values["signing"]),
        receipt_key=values["receiving"]["key"],
        opening_key=values["receiving"]["opens_with"],
        pauses=tuple(values["distribution"]["pauses"]),
        days_off=DaysOff(
            frozenset(values["calendar"]["closed"]), frozenset(values["calendar"]["open"])
        ),
    )


def _key(id: str, values: Mapping[str, Any]) -> Key:
    common = {
        name: values[name] for name in ("source", "holder", "image", "image_width", "padding")
    }
    return Key(id, **common, settings={k: v for k, v in values.items() if k not in common})


def _channel(id: str, values: Mapping[str, Any]) -> ChannelSettings:
    further = {name: value for name, value in values.items() if name != "kind"}
    return ChannelSettings(id, values["kind"], further)


def _signing(values: Mapping[str, Any]) -> Signing:
    return Signing(
        level=SignatureLevel(values["level"]),
        types={name: SignatureLevel(level) for name, level in values["types"].items()},
        tsa=values["tsa"],
        patience=values["patience"],
        tries=values["tries"],
    )


def _check_signing(
    reader: Reader, values: Mapping[str, Any], document_types: Collection[str] | None
) -> None:
    """A level above B-B needs an authority; a level may be set only for a type that there is."""
    signing = values["signing"]
    for name, least in (("patience", 0), ("tries", 0)):
        if signing[name] <= least:
            sentence = message(N_("“{name}” must be more than 0"), name=f"signing.{name}")
            reader.note(("signing", name), sentence)
    levels = {("signing", "level"): signing["level"]} | {
        ("signing", "types", name): level for name, level in signing["types"].items()
    }
    for path, level in levels.items():
        if level in tuple(SignatureLevel) and level != SignatureLevel.B_B and not signing["tsa"]:
            reader.note(
                path,
                message(N_("“{name}” = “{value}” needs the address of a time-stamping authority "
                           "(signing.tsa)"), name=".".join(path), value=level),
            )  # fmt: skip
    for name in signing["types"]:
        if document_types is not None and name not in document_types:
            near = difflib.get_close_matches(name, list(document_types), n=1, cutoff=0.5)
            reader.note(
                ("signing", "types", name),
                message(N_("“{value}” is not possible for “{name}”; nearest: {near}"),
                        value=name, name="signing.types",
                        near=near[0] if near else ", ".join(document_types)),
            )  # fmt: skip


def _check_distribution(reader: Reader, values: Mapping[str, Any]) -> None:
    """Pauses are of some length; a day is either a day off or not."""
    if any(minutes <= 0 for minutes in values["distribution"]["pauses"]):
        sentence = message(N_("“{name}” must be more than 0"), name="distribution.pauses")
        reader.note(("distribution", "pauses"), sentence)
    calendar = values["calendar"]
    for day in sorted({*calendar["closed"]} & {*calendar["open"]}):
        sentence = message(N_("{day} is both a day off and a working day"), day=day)
        reader.note(("calendar", "open"), sentence)


def _check_references(reader: Reader, values: Mapping[str, Any]) -> None:
    """What one table says of another must be there."""
    start, end = values["term"]["from"], values["term"]["to"]
    if start and end and end <= start:
        reader.note(
            ("term", "to"), message(N_("the term ends on {end}, before it starts"), end=end)
        )
    if values["trust"]["patience"] <= 0:
        sentence = message(N_("“{name}” must be more than 0"), name="trust.patience")
        reader.note(("trust", "patience"), sentence)
    holders = [*values["people"], ORGAN_HOLDER]
    for id, key in values["keys"].items():
        if key["holder"] and key["holder"] not in holders:
            reader.note(
                ("keys", id, "holder"),
                message(N_("nobody under [people] is called “{name}”; possible: {known}"),
                        name=key["holder"], known=", ".join(holders)),
            )  # fmt: skip
    for id, seal in values["seals"].items():
        if seal["key"] and seal["key"] not in values["keys"]:
            reader.note(
                ("seals", id, "key"),
                message(N_("there is no key “{name}”; possible: {known}"),
                        name=seal["key"], known=", ".join(values["keys"])),
            )  # fmt: skip
    for setting, name in values["receiving"].items():
        if name and name not in values["keys"]:
            reader.note(
                ("receiving", setting),
                message(N_("there is no key “{name}”; possible: {known}"),
                        name=name, known=", ".join(values["keys"])),
            )  # fmt: skip
    for table in ("people", "seals"):
        for id, entry in values[table].items():
            if entry["organ"] and entry["organ"] not in values["partners"]:
                reader.note(
                    (table, id, "organ"),
                    message(N_("there is no partner “{name}”; possible: {known}"),
                            name=entry["organ"], known=", ".join(values["partners"]) or "–"),
                )  # fmt: skip
    for id, seal in values["seals"].items():
        if "email" in (seal["text"] or ()) and not seal["email"]:
            reader.note(
                ("seals", id, "text"), message(N_("the text beside the seal needs an email"))
            )
    if "people" in reader.raw and values["people"] == {}:
        reader.note(("people",), message(N_("nobody is listed under [people]")))
