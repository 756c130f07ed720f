"""A new office: the example that comes with the program, and throw-away keys to try it with."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import unicodedata
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import workflow
from workflow.ledger.store import write_whole
from workflow.model.errors import OfficeExists
from workflow.model.office import ORGAN_HOLDER, Office
from workflow.model.office_settings import read_office
from workflow.model.vietnamese import matching_key
from workflow.render.specimen import seal_image, signature_image
from workflow.services.office import SETTINGS, Clock, utc_now
from workflow.sign.keys import key_forms
from workflow.sign.specimen import SpecimenAuthority

_PARTS = ("templates", "recipients", "examples")
_KEPT_FOLDERS = ("signed",)


@dataclass(frozen=True)
class NewOffice:
    directory: Path
    office: Office


def create_office(
    directory: Path, *, specimen_keys: bool = False, clock: Clock = utc_now
) -> NewOffice:
    """Copy the example office into a directory.

    Parameters:
        specimen_keys: make a throw-away authority, keys and images as well.

    Raises:
        OfficeExists: there is an office already.
        StorageError: the directory cannot be written.
    """
    if (directory / SETTINGS).exists():
        raise OfficeExists(directory=directory)
    source = _starter()
    for part in _PARTS:
        for file in _files(source / part):
            write_whole(directory / file.relative_to(source), file.read_bytes())
    for folder in _KEPT_FOLDERS:
        (directory / folder).mkdir(exist_ok=True)
    settings = (source / SETTINGS).read_bytes()
    office = read_office(settings.decode(), key_forms=key_forms())
    if specimen_keys:
        make_specimen_keys(directory, office, clock)
    # Last, because it makes an office of the directory: one cut off before is made whole by the
    # same command.
    write_whole(directory / SETTINGS, settings)
    return NewOffice(directory, office)


def shipped_file(name: str) -> Path:
    """A file that comes with the program, such as `templates/party-named.docx`."""
    return _starter() / name


def make_specimen_keys(directory: Path, office: Office, clock: Clock = utc_now) -> list[str]:
    """A throw-away authority, a key for every [keys] table, an image for every key and seal.

    Passwords are written where office.toml says `file:`. Gives back the names of the keys.
    """
    authority = SpecimenAuthority(clock())
    write_whole(directory / office.trust / "specimen.pem", authority.pem)
    organ = office.organ.name
    for key in office.keys.values():
        person = office.people.get(key.holder)
        holder = organ if key.holder == ORGAN_HOLDER or person is None else person.name
        password = secrets.token_urlsafe(12)
        if key.settings["password"].startswith("file:"):
            place = directory / key.settings["password"].removeprefix("file:")
            write_whole(place, f"{password}\n".encode())
            place.chmod(0o600)
        file = directory / key.settings["file"]
        write_whole(file, authority.issue(f"{holder} (MẪU)", organ, password))
        file.chmod(0o600)
        if key.image:
            write_whole(directory / key.image, signature_image(holder))
    for seal in office.seals.values():
        write_whole(directory / seal.image, seal_image(organ, seal.diameter))
    return list(office.keys)


def add_signer(directory: Path, name: str, title: str) -> str:
    """Make somebody a signer of the office in office.toml; the id of the key to sign with.

    For the demonstration: a real text names a signer whom the example office does not have.
    """
    file = directory / SETTINGS
    text = file.read_text("utf-8")
    office = read_office(text, key_forms=key_forms())
    for key in office.keys.values():
        holder = office.people.get(key.holder)
        if holder and matching_key(holder.name) == matching_key(name):
            return key.id
    plain = re.sub(r"[^a-z0-9]+", "-", _ascii(name).lower()).strip("-") or "signer"
    candidates = chain([plain], (f"{plain}-{number}" for number in count(2)))
    id = next(c for c in candidates if c not in office.people and c not in office.keys)
    # A JSON string is a TOML string.
    text += f"""
[people.{id}]
name = {json.dumps(name, ensure_ascii=False)}
title = {json.dumps(title, ensure_ascii=False)}
roles = ["signer"]

[keys.{id}]
source = "pkcs12"
holder = "{id}"
file = "keys/{id}.p12"
password = "file:keys/{id}.password"
image = "keys/{id}.png"
"""
    read_office(text, key_forms=key_forms())
    write_whole(file, text.encode())
    return id


def remove_demo(directory: Path, mark: str) -> bool:
    """Remove an earlier demonstration, told by its mark; False when the directory is another's."""
    if not directory.exists() or not any(directory.iterdir()):
        return True
    if not (directory / mark).is_file():
        return False
    shutil.rmtree(directory)
    return True


def _starter() -> Path:
    """The example office: inside an installed package, else the repository's own top level."""
    package = Path(workflow.__file__).parent
    return package / "starter" if (package / "starter").is_dir() else package.parent


def _files(folder: Path) -> list[Path]:
    return sorted(f for f in folder.rglob("*") if f.is_file() and not f.name.startswith((".", "~")))


def _ascii(text: str) -> str:
    plain = text.replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
