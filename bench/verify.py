"""Verifying a file with very many signatures: ours, and pyHanko's own validation beside it.

python bench/verify.py [SIGNATURES] [RUNS]
"""

from __future__ import annotations

import asyncio
import io
import logging
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.sign.many import signed_by_many
from workflow.model.verification import PolicyName, Verdict
from workflow.sign.trust import MAY_SIGN
from workflow.sign.validate import verify


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 51
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    logging.disable(logging.CRITICAL)
    data, anchors = signed_by_many(count)
    ours = timed(lambda: verified(data, anchors), runs)
    theirs = timed(lambda: by_pyhanko(data, anchors, skip_diff=False), 1)
    without = timed(lambda: by_pyhanko(data, anchors, skip_diff=True), runs)
    print(f"{count} signatures in one file of {len(data):,} bytes (processor seconds, {runs} runs)")
    print(f"  ours, policy foreign                    {ours:7.2f}")
    print(f"  pyHanko with its analysis of changes    {theirs:7.2f}   ×{theirs / ours:.1f}")
    print(f"  pyHanko without it                      {without:7.2f}   ×{without / ours:.1f}")


def verified(data: bytes, anchors: Sequence[x509.Certificate]) -> None:
    report = verify(data, anchors, "it.pdf", policy=PolicyName.FOREIGN)
    assert report.verdict is Verdict.VALID, report


def by_pyhanko(data: bytes, anchors: Sequence[x509.Certificate], *, skip_diff: bool) -> None:
    async def validate() -> None:
        for signature in PdfFileReader(io.BytesIO(data)).embedded_signatures:
            context = ValidationContext(trust_roots=list(anchors), allow_fetching=False)
            status = await async_validate_pdf_signature(
                signature, context, skip_diff=skip_diff, key_usage_settings=MAY_SIGN
            )
            assert status.intact
            assert status.valid
            assert status.trusted

    asyncio.run(validate())


def timed(work: Callable[[], object], runs: int) -> float:
    """Processor seconds of this process and its children."""
    spent = []
    for _ in range(runs):
        start = _processor()
        work()
        spent.append(_processor() - start)
    return statistics.median(spent)


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
