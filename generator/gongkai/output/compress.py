"""Compressed twins of text files: page.html.gz and page.html.br, made from the very same bytes."""

import zlib

import brotli  # type: ignore[import-untyped]

TEXT_ENDINGS = (
    *(".html", ".css", ".js", ".json", ".xml"),
    *(".txt", ".svg", ".csv", ".md", ".yaml"),
)
TWIN_ENDINGS = (".gz", ".br")
SMALLEST = 1024  # bytes; below it a packet is a packet
_BROTLI_QUALITY = 5  # 50 MB/s; 11 saves a further 7 % at 1 MB/s
_GZIP_LEVEL = 5  # 9 saves a further 0.5 % of real pages and takes half as long again
_GZIP = 16 + zlib.MAX_WBITS  # zlib writes the gzip frame itself: no name, time 0
_LIMIT = 1 << 30  # bytes; what claims to unpack to more is no twin of ours

# Other versions of these may write other bytes that unpack to the same.
VERSION = (
    f"zlib {zlib.ZLIB_RUNTIME_VERSION} {_GZIP_LEVEL}, brotli {brotli.__version__} {_BROTLI_QUALITY}"
)


def is_text(file: str) -> bool:
    """Whether a file is of a kind that gets twins; its size counts too (SMALLEST)."""
    return file.endswith(TEXT_ENDINGS)


def is_twin(file: str) -> bool:
    """Whether a file is named like a twin of a text file."""
    return file.endswith(TWIN_ENDINGS) and is_text(file[:-3])


def twins(file: str, data: bytes) -> tuple[tuple[str, bytes], ...]:
    """The twins of a file, as (file, bytes); none for small files and those not text.

    A pure function: the same bytes give the same twins (with the same zlib and Brotli).
    """
    if not is_text(file) or len(data) < SMALLEST:
        return ()
    return (
        (f"{file}.gz", gzip(data)),
        (f"{file}.br", bytes(brotli.compress(data, quality=_BROTLI_QUALITY))),
    )


def gzip(data: bytes) -> bytes:
    """The data in a gzip frame that carries no time and no name."""
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def unpack(ending: str, data: bytes) -> bytes:
    """What a twin of that ending (.gz, .br) unpacks to. Raises ValueError when it is damaged."""
    try:
        if ending == ".br":
            return bytes(brotli.decompress(data))
        unpacker = zlib.decompressobj(_GZIP)
        whole = unpacker.decompress(data, _LIMIT)
        if not unpacker.eof or unpacker.unused_data:
            raise ValueError("not one whole gzip stream")
    except (zlib.error, brotli.error) as error:
        raise ValueError(str(error)) from error
    return whole
