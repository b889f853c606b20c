"""Lets `python -m gongkai` do what `gongkai` does."""

import sys

from gongkai.making.garbage import over, seldom


def main() -> int:
    """Run the command line of this process and give its exit status."""
    seldom()  # before the imports: they take a twentieth less
    try:
        from gongkai.cli.main import run  # takes a tenth of a second, and Ctrl-C may come then

        status = run()
    except KeyboardInterrupt:
        status = 130  # as cli/command.py has it
    if status == 130:
        import signal  # heavy, and seldom needed

        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would find Python half gone
    over()
    return status


if __name__ == "__main__":
    sys.exit(main())
