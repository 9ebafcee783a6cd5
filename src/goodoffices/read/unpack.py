"""Compressed answers, unpacked piece by piece and never beyond a limit: a small answer that unfolds into gigabytes is refused."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import brotli

from goodoffices.errors import FetchError

#: What is told to servers.
ACCEPTED = "gzip, deflate, br"
_STEP = 65536


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int, where: str) -> bytes:
    """The body behind a Content-Encoding. Raises FetchError: larger than `limit` bytes, damaged, cut off, or packed in a way that was not asked for."""
    names = [n for n in (part.strip().lower() for part in encoding.split(",")) if n and n != "identity"]
    if len(names) > 1:
        raise FetchError(where, f"packed more than once ({encoding})")
    name = names[0] if names else ""
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(pieces, name, limit, where)
    if name == "br":
        return _unbrotlied(pieces, limit, where)
    if name:
        raise FetchError(where, f"packed in a way that was not asked for ({encoding[:40]})")
    body = bytearray()
    for piece in pieces:
        body += piece
        _check(len(body), limit, where)
    return bytes(body)


def _check(size: int, limit: int, where: str) -> None:
    if size > limit:
        raise FetchError(where, f"the answer is larger than {limit:,} bytes")


def _inflated(pieces: Iterable[bytes], name: str, limit: int, where: str) -> bytes:
    worker = zlib.decompressobj(zlib.MAX_WBITS | 16 if name != "deflate" else zlib.MAX_WBITS)
    raw_allowed = name == "deflate"  # some servers send deflate without its header
    body = bytearray()
    for piece in pieces:
        waiting = piece
        while waiting and not worker.eof:
            try:
                body += worker.decompress(waiting, _STEP)
            except zlib.error as err:
                if raw_allowed and not body:
                    worker, raw_allowed = zlib.decompressobj(-zlib.MAX_WBITS), False
                    continue
                raise FetchError(where, "the answer is damaged (compression)") from err
            _check(len(body), limit, where)
            waiting = worker.unconsumed_tail
    if not worker.eof:
        raise FetchError(where, "the answer is cut off")
    return bytes(body)


def _unbrotlied(pieces: Iterable[bytes], limit: int, where: str) -> bytes:
    worker = brotli.Decompressor()
    body = bytearray()
    for piece in pieces:
        waiting = piece
        while True:
            try:
                body += worker.process(waiting, output_buffer_limit=_STEP)
            except brotli.error as err:
                raise FetchError(where, "the answer is damaged (compression)") from err
            _check(len(body), limit, where)
            if worker.is_finished() or worker.can_accept_more_data():
                break
            waiting = b""
    if not worker.is_finished():
        raise FetchError(where, "the answer is cut off")
    return bytes(body)
