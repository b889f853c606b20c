"""Readers over a real nginx during 25 publishes and 5 rollbacks: prints what they met.

Run: python tests/bench/publish_readers.py
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "publish")]

from rounds import rounds  # noqa: E402

WANTED = 70_000  # requests


def main() -> int:
    """Print the counts; status 1 when a reader met anything but whole pages."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = rounds(Path(folder), publishes=25, rollbacks=5, pages=300, wanted=WANTED)
    lines = {
        "requests": found.requests,
        "http errors": found.http_errors,
        "missing assets": found.missing_assets,
        "torn pages": found.torn,
        "steps backwards": found.backwards,
        "versions seen": len(found.versions),
        "seconds": round(time.monotonic() - start),
    }
    sys.stdout.writelines(f"{name:16} {value:>8}\n" for name, value in lines.items())
    bad = found.http_errors + found.missing_assets + found.torn + found.backwards
    return 1 if bad or found.requests < WANTED else 0


if __name__ == "__main__":
    sys.exit(main())
