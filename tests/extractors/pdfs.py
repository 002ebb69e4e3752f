"""Writes small PDFs, as plain as the format allows, for the tests of bulletins."""

import zlib
from collections.abc import Mapping, Sequence


def pdf(*pages: Sequence[str], about: Mapping[str, str] | None = None, is_legible: bool = True) -> bytes:
    """Return a PDF whose pages hold these lines, one beneath the other.

    Args:
        pages: the lines of each page; a page without lines is blank.
        about: what the document says of itself (Title, CreationDate and so on).
        is_legible: whether its font says which letters its signs are; else it names signs that stand for nothing.
    """
    streams = [_drawn(lines) for lines in pages]
    return written(streams, about=about or {}, to_unicode=_map(pages, shift=0 if is_legible else 0xE000))


def written(streams: Sequence[bytes], *, about: Mapping[str, str], to_unicode: bytes = b"") -> bytes:
    """Return a PDF of pages drawn by these streams, in a font of two-byte signs."""
    first = 8
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(streams)))
    told = "".join(f"/{name} <{text.encode('utf-16').hex()}>" for name, text in about.items())
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{kids}] /Count {len(streams)}>>".encode(),
        b"<</Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 6 0 R" if to_unicode else b"")
        + b">>",
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0>> /FontDescriptor 5 0 R /DW 500>>",
        b"<</Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80>>",
        _stream(to_unicode),
        f"<<{told}>>".encode(),
    ]
    for number, stream in enumerate(streams):
        objects += [
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 3 0 R>>>>"
            + f" /Contents {first + 2 * number + 1} 0 R>>".encode(),
            _stream(stream),
        ]
    return _file(objects)


def _drawn(lines: Sequence[str]) -> bytes:
    signs = [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines]
    return "\n".join(["BT /F1 11 Tf 14 TL 60 780 Td", *signs, "ET"]).encode()


def _map(pages: Sequence[Sequence[str]], *, shift: int) -> bytes:
    marks = sorted({mark for lines in pages for line in lines for mark in line})
    told = [chr(shift + number) if shift else mark for number, mark in enumerate(marks)]
    pairs = (
        (mark.encode("utf-16-be").hex(), letter.encode("utf-16-be").hex())
        for mark, letter in zip(marks, told, strict=True)
    )
    lines = "\n".join(f"<{sign}> <{letter}>" for sign, letter in pairs)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(marks)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def _stream(body: bytes) -> bytes:
    packed = zlib.compress(body)
    return f"<</Length {len(packed)} /Filter /FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    body = b"%PDF-1.5\n"
    places = []
    for number, found in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + found + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size} /Root 1 0 R /Info 7 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
