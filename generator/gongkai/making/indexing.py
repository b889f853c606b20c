"""Indexing: the search index of a build, made anew only when what it is made of changed."""

from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path

from gongkai.making.frozen import frozen
from gongkai.making.letters import Letters
from gongkai.making.memory import Memory, fingerprint
from gongkai.making.plain import text_of
from gongkai.making.pool import ended, settle
from gongkai.making.press import Press
from gongkai.model.portal import Portal, SearchEngine
from gongkai.output.searching.index import index
from gongkai.output.searching.means import Means
from gongkai.rendering.filing import names

_MANY = 2000  # pages from which on more processes save more time than they take to start


def make_index(
    press: Press, memory: Memory, portal: Portal, cache: Path
) -> tuple[str, tuple[str, ...]]:
    """Put the index on the stage: digest of what it is made of, and its files.

    cache: the portal's working folder.
    """
    texts = press.all_texts()
    about = frozen((portal.units, portal.regions, portal.columns, portal.search))
    digest = fingerprint(about, *(f"{file} {text}" for file, text in texts))
    if digest == memory.told.indexed and all(map(memory.lies_as_left, memory.told.index)):
        for file in memory.told.index:
            press.write(file, None)
        return digest, memory.told.index
    found = [text_of(press.texts.get(file) or memory.texts[file]) for file, _ in texts]
    known = {text.address: digest for text, (_, digest) in zip(found, texts, strict=True)}
    files = []
    many = portal.search.engine is SearchEngine.BIGRAM and len(texts) >= _MANY
    with ended(_processes()) if many else nullcontext() as work:
        means = Means(cache=cache / "search", executor=work, lies=press.lies, digests=known)
        letters = Letters(cache / "letters")
        for file, data in index(found, names(portal, letters), portal.search, means):
            press.write(file, data)
            files.append(file)
        letters.keep()
    return digest, tuple(files)


def _processes() -> Executor:
    """Processes of their own memory: forked ones would come to hold all that the build does."""
    return ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=settle)
