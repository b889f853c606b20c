"""Shipped: where the files lie that come with the program."""

from importlib import import_module
from pathlib import Path


def shipped_themes() -> Path:
    """The folder of the shipped themes, which may lie apart from the package."""
    return Path(str(import_module("gongkai.themes").__file__)).parent
