"""A real IMAP server (Dovecot) with a configuration of its own, on ports that anybody may use."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import trustme

USER, PASSWORD = "van-thu", "mật khẩu"
DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"

_SETTINGS = """
protocols = imap
listen = 127.0.0.1
base_dir = {root}/run
log_path = {root}/log
ssl = yes
ssl_cert = <{root}/server.pem
ssl_key = <{root}/server.key
disable_plaintext_auth = yes
auth_mechanisms = plain
mail_location = maildir:{root}/Maildir
mail_fsync = never
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {root}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


class ImapHost:
    """Where it is: `tls_port` for TLS from the start, `port` for STARTTLS."""

    def __init__(self, root: Path, port: int, tls_port: int) -> None:
        self.port, self.tls_port = port, tls_port
        self.maildir = root / "Maildir"
        self.authorities = root / "authorities.pem"
        self.log = root / "log"

    def empty(self) -> None:
        """Take all mail away, and all folders."""
        for each in self.maildir.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()
        self.make()

    def make(self) -> None:
        owner = self.maildir.stat()
        for folder in ("tmp", "new", "cur"):
            (self.maildir / folder).mkdir()
            os.chown(self.maildir / folder, owner.st_uid, owner.st_gid)

    def bring(self, name: str, content: bytes) -> None:
        owner = self.maildir.stat()
        (self.maildir / "tmp" / name).write_bytes(content)
        os.chown(self.maildir / "tmp" / name, owner.st_uid, owner.st_gid)
        (self.maildir / "tmp" / name).rename(self.maildir / "new" / name)


@contextmanager
def running_imap_host() -> Iterator[ImapHost]:
    """For root Dovecot changes to users of its own, so its folder must be open to them."""
    root = Path(mkdtemp(prefix="vanban-imap-"))
    root.chmod(0o755)
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(root / "authorities.pem"))
    server = authority.issue_cert("localhost")
    server.cert_chain_pems[0].write_to_path(str(root / "server.pem"))
    server.private_key_pem.write_to_path(str(root / "server.key"))
    (root / "users").write_text(f"{USER}:{PASSWORD}\n", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(
        ("127.0.0.1", 0)
    ) as other:  # fmt: skip
        ports = one.getsockname()[1], other.getsockname()[1]
    (root / "dovecot.conf").write_text(_SETTINGS.format(root=root, **_users(), port=ports[0],
                                                        tls_port=ports[1]))  # fmt: skip
    host = ImapHost(root, *ports)
    host.maildir.mkdir()
    owner = _users()
    os.chown(host.maildir, int(owner["uid"]), int(owner["gid"]))
    host.make()
    with subprocess.Popen([DOVECOT, "-F", "-c", str(root / "dovecot.conf")]) as process:
        try:
            _await(ports, process, host.log)
            yield host
        finally:
            process.terminate()
    shutil.rmtree(root)


def _users() -> dict[str, object]:
    """As whom Dovecot runs: its own users, for root; otherwise ourselves."""
    if os.getuid() == 0:
        mail = pwd.getpwnam("mail")
        return {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull",
                "uid": mail.pw_uid, "gid": mail.pw_gid}  # fmt: skip
    me = pwd.getpwuid(os.getuid())
    import grp

    return {"internal": me.pw_name, "internal_group": grp.getgrgid(me.pw_gid).gr_name,
            "login": me.pw_name, "uid": me.pw_uid, "gid": me.pw_gid}  # fmt: skip


def _await(ports: tuple[int, int], process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        try:
            for port in ports:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    told = log.read_text() if log.exists() else "no log"
    raise AssertionError(f"Dovecot does not start: {told}")
