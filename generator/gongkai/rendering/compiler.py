"""The compiler of templates: Jinja's, with short ways to the fields of views and to plain texts."""

from dataclasses import fields, is_dataclass
from typing import Any

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from gongkai.pages import page, parts, views

# What MarkupSafe escapes a plain text with; without it (before 3.0) escape() is as quick.
_escape_text: Any = getattr(markupsafe, "_escape_inner", markupsafe.escape)

FIELDS = {
    kind: frozenset(field.name for field in fields(kind))
    for module in (page, parts, views)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
"""Fields of page, portal and views: frozen plain values, so that reading one can do no harm."""

_OWNERS = {
    name: frozenset(kind for kind, names in FIELDS.items() if name in names)
    for name in frozenset().union(*FIELDS.values())
}


def escaped(value: Any) -> str:
    """A value as templates print it: the same letters as escape(), but not said to be Markup.

    It is joined with others at once, and the whole is.
    """
    if type(value) is Markup:
        return value
    return str(_escape_text(value) if type(value) is str else markupsafe.escape(value))


def marked(html: str) -> Markup:
    """A text said to be Markup, which Markup itself takes a while to find out."""
    return str.__new__(Markup, html)


NAMES = {f"_of_{name}": owners for name, owners in _OWNERS.items()} | {
    "_text": _escape_text,
    "escape": escaped,
}
"""What compiled templates find among their globals."""


class Compiler(CodeGenerator):
    """Spares a call for nearly every field that is read and every text that is printed."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field of a view at once, anything else by the sandbox's rules."""
        if node.attr not in _OWNERS:
            super().visit_Getattr(node, frame)
            return
        self.write(f"(_it.{node.attr} if type(_it := ")
        self.visit(node.node, frame)
        self.write(f") in _of_{node.attr} else environment.getattr(_it, {node.attr!r}))")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        """Macros that were made once for all pages are at hand without a context being made."""
        if isinstance(node.template, nodes.Const):
            self.write(f"environment.macros_of({node.template.value!r}) or ")
        super()._import_common(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _prints_plainly(frame):
            self.write("(_text(_it) if type(_it := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _prints_plainly(frame):
            self.write(") is str else _it if type(_it) is Markup else escape(_it))")
        else:
            super()._output_child_post(node, frame, finalize)


def _prints_plainly(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)
