"""Compiled templates, kept beside Python's own compiled files: they are programs as those are.

Never in a portal's folder: whoever sends somebody a portal must not send a program with it.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from gongkai.making.store import load, save
from gongkai.rendering import compiler

_COMPILER = sha256(Path(compiler.__file__).read_bytes()).hexdigest()[:10]
_NAME = f"templates-{_COMPILER}-{jinja2.__version__}"
_FOLDER = Path(__file__).parent / "__pycache__" / _NAME


class CompiledTemplates(jinja2.BytecodeCache):
    """Templates of one machine; a file that is damaged or of another version counts as missing.

    Jinja itself compares the template's text and the version of Python.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket when the template is there."""
        found = load(_FOLDER / bucket.key)
        if isinstance(found, bytes):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where the folder cannot be written it is compiled every time."""
        with suppress(OSError):
            _FOLDER.mkdir(parents=True, exist_ok=True)
            save(_FOLDER / bucket.key, bucket.bytecode_to_string())
