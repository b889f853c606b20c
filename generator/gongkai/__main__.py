"""Lets `python -m gongkai` do what `gongkai` does."""

import sys


def main() -> int:
    """Run the command line of this process and give its exit status."""
    try:
        from gongkai.cli.main import run  # takes a tenth of a second, and Ctrl-C may come then

        return run()
    except KeyboardInterrupt:
        return 130  # as cli/command.py has it


if __name__ == "__main__":
    sys.exit(main())
