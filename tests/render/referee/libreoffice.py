"""Word files printed by LibreOffice: one process for a whole batch, each file printed once.

A PDF is kept under the digest of its Word file, LibreOffice's version, the fonts of the machine and
the options, so that only files that changed are printed again, by whichever test process comes
first.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_START = 60.0  # s until the first file is printed, on a busy machine with a new profile
_PER_FILE = 20.0  # s; a page takes 0.05 s, a file of 40 pages 2 s
_AT_ONCE = 40  # files of one process

# What stands in a content control is part of the page, not a field to be filled in.
_OPTIONS = {"ExportFormFields": {"type": "boolean", "value": "false"}}
_FILTER = f"pdf:writer_pdf_Export:{json.dumps(_OPTIONS)}"


class LibreOfficeFailed(Exception):
    """LibreOffice is not installed, did not end, or made no PDF of a file."""


def print_all(
    files: Mapping[str, bytes], folder: Path | None = None, *, to: str = _FILTER
) -> dict[str, bytes]:
    """What LibreOffice makes of each file, by the same names.

    Parameters:
        files: Word files by name, without extension.
        folder: where results are kept; by default one for all runs on this machine.
        to: format and options as `--convert-to` takes them; PDF by default.

    Raises:
        LibreOfficeFailed: naming the files that could not be printed.
    """
    store = folder or Path(tempfile.gettempdir()) / f"vanban-referee-{os.getuid()}"
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    places = {name: store / _kept_as(data, to) for name, data in files.items()}
    with _alone(store / "lock"):
        missing = {place: files[name] for name, place in places.items() if not place.exists()}
        for batch in _batches(list(missing), _AT_ONCE):
            _convert({place: missing[place] for place in batch}, to)
        # One bad file ends the process: those that it took along are tried again, each alone.
        for place in [place for place in missing if not place.exists()]:
            _convert({place: missing[place]}, to)
    if failed := sorted(name for name, place in places.items() if not place.exists()):
        raise LibreOfficeFailed(f"LibreOffice made nothing of {', '.join(failed)}")
    return {name: place.read_bytes() for name, place in places.items()}


@cache
def version() -> str:
    """What tells this LibreOffice from others.

    Raises:
        LibreOfficeFailed: it is not installed.
    """
    if not (program := shutil.which("soffice")):
        raise LibreOfficeFailed("soffice is not installed (Debian: libreoffice-writer-nogui)")
    # Asked for its version, the launcher would first make a profile in the home folder.
    return (Path(program).resolve().parent / "versionrc").read_text("utf-8", "replace")


@cache
def _fonts() -> str:
    """The files of all fonts that LibreOffice may take, with their sizes: one that is installed
    later changes pages.

    Raises:
        LibreOfficeFailed: fontconfig, by which it finds them, cannot say.
    """
    try:
        listed = subprocess.run(
            ["fc-list", "--format", "%{file}\n"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise LibreOfficeFailed(f"fc-list (Debian: fontconfig): {error}") from None
    files = (Path(line) for line in sorted(set(listed.splitlines())))
    return "\n".join(f"{file} {file.stat().st_size}" for file in files)


def _convert(files: Mapping[Path, bytes], to: str) -> None:
    """One process for all files; a result that is missing afterwards was not made."""
    with tempfile.TemporaryDirectory(prefix="referee-") as scratch:
        sources, results = Path(scratch) / "in", Path(scratch) / "out"
        sources.mkdir()
        for place, data in files.items():
            (sources / f"{place.stem}.docx").write_bytes(data)
        command = [
            "soffice", "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}",
            "--convert-to", to, "--outdir", str(results),
            *(str(file) for file in sorted(sources.iterdir())),
        ]  # fmt: skip
        _run(command, _START + _PER_FILE * len(files))
        for place in files:
            made = results / place.name
            if made.exists():
                half = place.with_suffix(".part")
                shutil.copyfile(made, half)
                half.rename(place)


def _run(command: Sequence[str], limit: float) -> None:
    """Runs a program and all that it starts; what it says is not for people."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            raise LibreOfficeFailed(f"LibreOffice did not end within {limit:.0f} s") from None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _kept_as(data: bytes, to: str) -> str:
    digest = hashlib.sha256(data + f"{version()}{_fonts()}{to}".encode()).hexdigest()[:24]
    return f"{digest}.{to.partition(':')[0]}"


def _batches(places: list[Path], size: int) -> Iterator[list[Path]]:
    for start in range(0, len(places), size):
        yield places[start : start + size]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time: the others find the results that it made."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
