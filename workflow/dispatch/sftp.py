"""The folder channel on another machine, by SFTP.

The same folders as in `folder.py`: each is filled under another name, then renamed, so that it is
there whole or not at all. A machine whose key is not known is never talked to.
"""

from __future__ import annotations

import contextlib
import posixpath
import queue
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import paramiko

from workflow.dispatch.channels import Answer, Found, Handover, Parcel, Surroundings
from workflow.dispatch.folder import COVER, MOST_BYTES, TAKEN, answer_name, parcel_files
from workflow.model.errors import ChannelFailed, Undeliverable
from workflow.model.messages import N_, Message, message
from workflow.model.office import ChannelSettings

Result = TypeVar("Result")

NO_PASSWORD = "none"  # noqa: S105 - what the setting says, no password
_MOST_FILES = 300  # in one folder that comes in
_FIRST = (COVER, "receipt.json")  # what says what the folder is


@dataclass(frozen=True)
class Account:
    """Where to log in, and as whom. `patience` in seconds; `secret` opens the key, or the account
    where no key is named."""

    channel: str
    host: str
    port: int
    user: str
    key: Path | None
    secret: str | None
    known_hosts: Path
    patience: float


def open_sftp(settings: ChannelSettings, around: Surroundings) -> SftpChannel:
    """
    Raises:
        ChannelFailed: the settings cannot be used.
        SecretMissing: the password is not where they say.
    """
    values = settings.settings
    for name in ("port", "patience", "parallel"):
        if values[name] <= 0:
            _unusable(settings.id, message(N_("“{name}” must be more than 0"), name=name))
    known_hosts = around.directory / values["known_hosts"]
    if not known_hosts.is_file():
        sentence = message(N_("the file of known hosts is missing ({file})"), file=known_hosts.name)
        _unusable(settings.id, sentence)
    if not values["key"] and values["password"] == NO_PASSWORD:
        _unusable(settings.id, message(N_("neither “key” nor “password” is set")))
    secret = None
    if values["password"] != NO_PASSWORD:
        question = message(N_("Password of the channel {name}"), name=settings.id)
        secret = around.ask(settings, "password", question)
    account = Account(
        settings.id, values["host"], values["port"], values["user"],
        around.directory / values["key"] if values["key"] else None,
        secret, known_hosts, values["patience"],
    )  # fmt: skip
    return SftpChannel(account, values["directory"], values["inbox"], values["parallel"])


class SftpChannel:
    """Delivers into `directory`/BODY/DELIVERY/ on the machine; an address of a body is a folder
    of its own. Connections are opened when they are needed, kept, and used by one thread each."""

    def __init__(self, account: Account, directory: str, inbox: str, parallel: int) -> None:
        self.parallel = parallel
        self._account, self._directory, self._inbox = account, directory, inbox
        self._idle: queue.SimpleQueue[paramiko.SSHClient] = queue.SimpleQueue()

    def host(self, parcel: Parcel) -> str:
        return f"{self._account.host}:{self._account.port}"

    def deliver(self, parcel: Parcel) -> Handover:
        outbox = posixpath.join(self._directory, parcel.address or parcel.body)
        place = posixpath.join(outbox, parcel.delivery)
        self._do(parcel.name, lambda sftp: _put(sftp, place, parcel_files(parcel)))
        return Handover.SENT

    def answer(self, answer: Answer) -> None:
        outbox = posixpath.join(self._directory, answer.address or answer.recipient.body)
        place = posixpath.join(outbox, answer_name(answer))
        self._do(answer.recipient.name, lambda sftp: _put(sftp, place, answer.files))

    def collect(self) -> Iterator[Found]:
        """The folders in the inbox, in the order of their names; a name that begins with a dot is
        not there yet, or is settled. One that cannot be read holds up no other."""
        if not self._inbox:
            return
        trouble = None
        for name in self._do(self._inbox, lambda sftp: _folders(sftp, self._inbox)):
            place = posixpath.join(self._inbox, name)
            try:
                files = self._do(name, partial(_fetch, place=place))
            except ChannelFailed as error:
                trouble = error
                continue
            yield Found(place, files, partial(self._settle, place))
        if trouble:
            raise trouble

    def close(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()

    def _settle(self, place: str) -> None:
        with contextlib.suppress(ChannelFailed):  # it comes again, and is known then
            self._do(place, lambda sftp: _take_away(sftp, place))

    def _do(self, body: str, work: Callable[[paramiko.SFTPClient], Result]) -> Result:
        """
        Raises:
            ChannelFailed: with what the machine says.
        """
        account = self._account
        try:
            client, sftp = self._connection()
            try:
                result = work(sftp)
            except Exception:
                client.close()
                raise
            sftp.close()
            self._idle.put(client)
        except (OSError, paramiko.SSHException, EOFError) as error:
            kind, reason = _trouble(error)
            raise kind(channel=account.channel, body=body, reason=reason) from None
        return result

    def _connection(self) -> tuple[paramiko.SSHClient, paramiko.SFTPClient]:
        """One that is idle, as long as it answers, or a new one."""
        while True:
            try:
                client = self._idle.get_nowait()
            except queue.Empty:
                client = _connect(self._account)
                return client, _session(client, self._account)
            try:
                return client, _session(client, self._account)
            except (OSError, paramiko.SSHException, EOFError):
                client.close()


def _connect(account: Account) -> paramiko.SSHClient:
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    try:
        client.load_host_keys(str(account.known_hosts))
        client.connect(
            account.host,
            account.port,
            account.user,
            password=None if account.key else account.secret,
            key_filename=str(account.key) if account.key else None,
            passphrase=account.secret if account.key else None,
            timeout=account.patience,
            banner_timeout=account.patience,
            auth_timeout=account.patience,
            allow_agent=False,  # only what the settings name
            look_for_keys=False,
        )
    except Exception:
        client.close()
        raise
    return client


def _session(client: paramiko.SSHClient, account: Account) -> paramiko.SFTPClient:
    sftp = client.open_sftp()
    sftp.get_channel().settimeout(account.patience)
    return sftp


def _put(sftp: paramiko.SFTPClient, target: str, files: Mapping[str, bytes]) -> None:
    """A folder with these files, whole or not at all."""
    if _exists(sftp, target):
        return
    parent, name = posixpath.split(target)
    part = posixpath.join(parent, f".{name}.part")
    _make_folders(sftp, parent)
    _remove(sftp, part)  # left by a process that was killed
    try:
        sftp.mkdir(part)
        for folder in sorted({posixpath.dirname(each) for each in files} - {""}):
            sftp.mkdir(posixpath.join(part, folder))
        for each, data in files.items():
            with sftp.open(posixpath.join(part, each), "wx") as out:
                out.set_pipelined(True)
                out.write(data)
            if sftp.stat(posixpath.join(part, each)).st_size != len(data):
                raise OSError(f"{each}: cut short")
        sftp.posix_rename(part, target)
    except OSError:
        with contextlib.suppress(OSError, paramiko.SSHException, EOFError):
            _remove(sftp, part)
        if not _exists(sftp, target):  # otherwise another process was faster
            raise


def _exists(sftp: paramiko.SFTPClient, place: str) -> bool:
    try:
        sftp.lstat(place)
    except FileNotFoundError:
        return False
    return True


def _make_folders(sftp: paramiko.SFTPClient, place: str) -> None:
    if not place or _exists(sftp, place):
        return
    _make_folders(sftp, posixpath.dirname(place))
    try:
        sftp.mkdir(place)
    except OSError:
        if not _exists(sftp, place):  # otherwise another thread was faster
            raise


def _remove(sftp: paramiko.SFTPClient, place: str) -> None:
    """A folder with all that is in it, if it is there."""
    if not _exists(sftp, place):
        return
    for entry in sftp.listdir_attr(place):
        inside = posixpath.join(place, entry.filename)
        if stat.S_ISDIR(entry.st_mode or 0):
            _remove(sftp, inside)
        else:
            sftp.remove(inside)
    sftp.rmdir(place)


def _folders(sftp: paramiko.SFTPClient, inbox: str) -> list[str]:
    """The names of what has come in; what was settled and not quite removed goes now."""
    entries = sftp.listdir_attr(inbox)
    for name in (e.filename for e in entries if e.filename.endswith(TAKEN)):
        _remove(sftp, posixpath.join(inbox, name))
    return sorted(
        entry.filename
        for entry in entries
        if stat.S_ISDIR(entry.st_mode or 0) and not entry.filename.startswith(".")
    )


def _fetch(sftp: paramiko.SFTPClient, place: str) -> dict[str, bytes]:
    """The files of a folder by their places in it, the one that says what it is first."""
    sizes = dict(_listed(sftp, place, ""))
    if len(sizes) > _MOST_FILES or sum(sizes.values()) > MOST_BYTES:
        raise OSError(f"more than {_MOST_FILES} files or {MOST_BYTES // 2**20} MB")
    names = sorted(sizes, key=lambda name: (name not in _FIRST, name))
    found = {}
    for name in names:
        with sftp.open(posixpath.join(place, name), "rb") as file:
            file.prefetch(sizes[name])
            found[name] = file.read(MOST_BYTES)
    return found


def _listed(sftp: paramiko.SFTPClient, place: str, inside: str) -> Iterator[tuple[str, int]]:
    """Files and sizes; of folders inside the folder one level, as attachments stand; no links."""
    for entry in sftp.listdir_attr(posixpath.join(place, inside)):
        name, mode = posixpath.join(inside, entry.filename), entry.st_mode or 0
        if stat.S_ISREG(mode):
            yield name, entry.st_size or 0
        elif stat.S_ISDIR(mode) and not inside:
            yield from _listed(sftp, place, name)


def _take_away(sftp: paramiko.SFTPClient, place: str) -> None:
    """Renamed first, so that what is cut off here is never read as half a folder."""
    parent, name = posixpath.split(place)
    gone = posixpath.join(parent, f".{name}.{time.time_ns()}{TAKEN}")
    with contextlib.suppress(FileNotFoundError):
        sftp.posix_rename(place, gone)
        _remove(sftp, gone)


def _trouble(error: Any) -> tuple[type[ChannelFailed], Message | str]:
    """What went wrong, and whether asking again may help."""
    if isinstance(error, paramiko.BadHostKeyException):
        sentence = N_("the machine shows another key than the one that is known")
    elif isinstance(error, paramiko.PasswordRequiredException):
        sentence = N_("the private key is locked, and no password is set")
    elif isinstance(error, paramiko.AuthenticationException):
        sentence = N_("the machine refuses the account")
    elif isinstance(error, PermissionError):
        sentence = N_("the machine does not permit it")
    elif isinstance(error, paramiko.SSHException) and "not found in known_hosts" in str(error):
        sentence = N_("the machine's key is not among the known hosts")
    elif isinstance(error, TimeoutError):
        return ChannelFailed, message(N_("the machine does not answer in time"))
    elif isinstance(error, EOFError) or not str(error).strip():
        return ChannelFailed, message(N_("the connection was cut"))
    else:
        return ChannelFailed, getattr(error, "strerror", None) or str(error)
    return Undeliverable, message(sentence)


def _unusable(channel: str, sentence: Message) -> None:
    raise Undeliverable(channel=channel, body="–", reason=sentence)
