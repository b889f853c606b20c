"""The sandbox that templates run in: Jinja's, with short ways for what is known to be safe."""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from gongkai.rendering.compiler import FIELDS, NAMES, Compiler, marked
from gongkai.rendering.frame import Frame

_NO_FIELDS: frozenset[str] = frozenset()
_OF_DICT = frozenset(dir(dict))
# What may stand in a template beside macros without anything being done on import.
_QUIET = re.compile(
    r"\{#.*?#\}|\{%-?\s*macro\b.*?endmacro\s*-?%\}"
    r"|\{%-?\s*from\s+\"([^\"%]+)\"\s+import\s[^%]*?with\s+context\s*-?%\}|\s+",
    re.S,
)


class _Template(Template):
    """A template that prints quickly, and whose macros are made once for all pages, when
    importing it does nothing else.
    """

    @classmethod
    def from_code(cls, *words: Any, **named: Any) -> Template:
        """A template of compiled code."""
        made = super().from_code(*words, **named)
        made.root_render_func.__globals__.update(NAMES)
        return made

    def make_module(self, *words: Any, **named: Any) -> TemplateModule:
        """The macros of this template, seeing the page that is being rendered."""
        environment = cast(Sandbox, self.environment)
        if environment.frame is None or not environment.is_quiet(str(self.name)):
            if environment.frame:
                environment.frame.live.touched = True  # it sees everything its caller sees
            return super().make_module(*words, **named)
        known = environment.macros_of(str(self.name))
        if known is None:
            context = environment.context_class(
                environment, environment.frame.live, self.name, self.blocks, self.globals
            )
            known = TemplateModule(self, context)
            environment.frame.take_in(vars(known).values())
            environment.made_once(str(self.name), known)
        return known


def _run(macro: Macro, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """The HTML of a macro; Macro's own call sorts arguments out even where there is no need."""
    odd = macro.catch_kwargs or macro.catch_varargs or macro.explicit_caller
    if odd or not macro._default_autoescape:
        return macro(*arguments, **named)
    if not named and not macro.caller and len(arguments) == len(macro.arguments):
        return marked(macro._func(*arguments))
    names = [*macro.arguments[len(arguments) :], *(("caller",) if macro.caller else ())]
    fit = len(arguments) <= len(macro.arguments) and named.keys() <= frozenset(names)
    if not fit or (macro.caller and named.get("caller") is None):
        return macro(*arguments, **named)  # says what is wrong, or that there is no caller
    return marked(macro._func(*arguments, *[named.get(name, missing) for name in names]))


class Sandbox(ImmutableSandboxedEnvironment):
    """frame: what remembers the parts of pages; None: every macro is run every time.

    own: a function of ours that templates may call whatever the sandbox thinks of it.
    """

    template_class = _Template
    code_generator_class = Compiler
    frame: Frame | None = None
    own: Callable[..., Any] | None = None

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._quiet: dict[str, bool] = {}
        self._known: dict[Any, Template] = {}
        self._macros: dict[str, TemplateModule] = {}

    def work_in(self, frame: Frame) -> None:
        """Render pages one after the other in a frame."""
        self.frame = frame
        self.filters["href"] = frame.href

    def made_once(self, name: str, macros: TemplateModule) -> None:
        """Note macros that serve all pages."""
        self._macros[name] = macros

    def is_quiet(self, name: str) -> bool:
        """Whether importing a template does nothing but make its macros and import such others."""
        if name not in self._quiet:
            self._quiet[name] = False  # what imports itself
            source = self.loader.get_source(self, name)[0] if self.loader else "?"
            others = [found.group(1) for found in _QUIET.finditer(source) if found.group(1)]
            nothing_left = not _QUIET.sub("", source)
            self._quiet[name] = nothing_left and all(map(self.is_quiet, others))
        return self._quiet[name]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a view or an option of the theme at once, else by the sandbox's rules."""
        if attribute in FIELDS.get(type(obj), _NO_FIELDS):
            return getattr(obj, attribute)
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICT:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """A macro at once or from memory, anything else by the sandbox's rules."""
        if __self.own and __obj is __self.own and not kwargs:
            return __self.own(*args)
        if type(__obj) is not Macro:
            return super().call(__context, __obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        frame = __self.frame
        if kwargs or frame is None or id(__obj) not in frame.hopeful:
            return _run(__obj, args, kwargs)
        return frame.shown(__obj, args, lambda: _run(__obj, args, {}))

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        """The names all templates see. Jinja's chain of maps is walked anew for every page."""
        return {**self.globals, **(d or {})}

    def macros_of(self, name: str) -> TemplateModule | None:
        """The macros of a template, once they were made for all pages."""
        return self._macros.get(name)

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:
        """A template; one that was asked for by its name before at once."""
        if name in self._known and globals is None:
            return self._known[name]
        template = super().get_template(name, parent, globals)
        if globals is None:
            self._known[name] = template
        return template
