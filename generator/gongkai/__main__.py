"""Lets `python -m gongkai` do what `gongkai` does."""

import sys

from gongkai.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
