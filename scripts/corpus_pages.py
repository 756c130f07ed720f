"""The pages of every Word file of the tests' corpus, as PDFs in a folder; prints their paths.

python scripts/corpus_pages.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.render.corpus import corpus
from workflow.render.content import render_pages


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file in corpus():
        path = folder / f"{file.name}.pdf"
        path.write_bytes(render_pages(file.data, f"{file.name}.docx"))
        print(path)


if __name__ == "__main__":
    main()
