"""The Jinja environment: strict, sandboxed, and with errors that name template and line."""

from collections.abc import Callable
from types import TracebackType

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)

from gongkai.problems import ThemeError
from gongkai.rendering.filters import FILTERS, TESTS
from gongkai.rendering.sandbox import Sandbox
from gongkai.rendering.theme import Theme

# What a template's own words may raise beside TemplateError: calls and sums that cannot be.
MISTAKES = (TypeError, ArithmeticError, RecursionError)


def make_environment(theme: Theme, compiled: BytecodeCache | None = None) -> Sandbox:
    """An environment that knows the theme's templates and files, and nothing of the disk.

    compiled: keeps compiled templates for the next run.
    """
    environment = Sandbox(
        loader=FunctionLoader(_source_of(theme)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
        cache_size=-1,
    )
    environment.filters |= FILTERS
    environment.tests |= TESTS
    environment.globals["asset"] = environment.own = _address_of(theme)
    return environment


def theme_error(error: Exception, theme: Theme) -> ThemeError:
    """Say in Chinese what went wrong in a template, and where."""
    origins = {template.origin for template in theme.templates}
    if isinstance(error, TemplateSyntaxError):
        where = error.filename or error.name or ""
        return ThemeError(
            f"{where}:{error.lineno}: 模板写法不对（Jinja 的原话：{error.message}）",
            "对照 Jinja 的手册，或从随附的主题复制一份",
        )
    where = _line(error.__traceback__, origins)
    if isinstance(error, TemplateNotFound):
        return ThemeError(
            f"{where}找不到模板 {error.message}", "检查文件名，或从随附的主题复制一份"
        )
    if isinstance(error, MISTAKES):
        return ThemeError(f"{where}模板里这样调用或计算不行（Python 的原话：{error}）")
    return ThemeError(
        f"{where}用到了没有的值（Jinja 的原话：{error}）",
        "模板能用的值见 gongkai/pages/views.py 和 parts.py",
    )


def _source_of(theme: Theme) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    templates = {template.path: template for template in theme.templates}

    def source(path: str) -> tuple[str, str, Callable[[], bool]] | None:
        if path not in templates:
            return None
        return templates[path].text, templates[path].origin, lambda: True

    return source


def _address_of(theme: Theme) -> Callable[[str], str]:
    addresses = {asset.name: asset.address for asset in theme.loaded}

    def asset(name: str) -> str:
        if name not in addresses:
            raise ThemeError(f"主题里没有文件「{name}」", f"有的是：{'、'.join(addresses)}")
        return addresses[name]

    return asset


def _line(trace: TracebackType | None, origins: set[str]) -> str:
    """FILE:LINE: of the innermost template in a traceback, or ""."""
    where = ""
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in origins:
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}: "
        trace = trace.tb_next
    return where
