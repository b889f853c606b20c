"""The documents of the search as NDJSON, in the bulk form of OpenSearch and Elasticsearch."""

import json
from collections.abc import Iterable, Iterator

from gongkai.output.searching.text import SearchText


def bulk_lines(texts: Iterable[SearchText], index: str, root: str) -> Iterator[str]:
    """Two lines for each page, without line ends: what to do, and the document.

    index: name of the index there. root: address of the portal, put before the pages' own.
    """
    for text in texts:
        yield _line({"index": {"_index": index, "_id": text.address}})
        yield _line(_document(text, root))


def _document(text: SearchText, root: str) -> dict[str, object]:
    filing = text.filing
    known = {
        "url": root + text.address,
        "title": text.title,
        "kind": filing.kind,
        "year": filing.year,
        "region": filing.region,
        "units": list(filing.units),
        "column": filing.column,
        "validity": filing.validity,
        "date": filing.date,
        "number": filing.number,
        "text": [block.text for block in text.blocks],
    }
    return {key: value for key, value in known.items() if value}


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
