"""Issue the example at level B-LTA against the PKI of the tests, and renew its timestamp.

python scripts/verapdf/levels.py DIR
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import CLERK, Line
from tests.pki_services import PkiServices
from workflow.services.office import OpenOffice, open_office
from workflow.services.preservation import Done, preserve
from workflow.services.starter import create_office


def main(directory: Path) -> None:
    with tempfile.TemporaryDirectory() as keys:
        pki = PkiServices(Path(keys), datetime.now(UTC).replace(microsecond=0))
        create_office(directory, specimen_keys=True)
        pki.equip(directory)
        settings = directory / "office.toml"
        level = f'\n[signing]\nlevel = "B-LTA"\ntsa = "{pki.tsa_url}"\n'
        settings.write_text(settings.read_text("utf-8") + level, "utf-8")

        def acting(person: str | None) -> OpenOffice:
            return open_office(directory, person)

        Line(acting).issued()
        (outcome,) = preserve(acting(CLERK), None, due=timedelta(days=3000))
        assert outcome.done is Done.RENEWED, outcome.trouble
        pki.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
