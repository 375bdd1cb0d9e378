"""A form as a finished PDF with holes: its fonts and fixed drawing are written once, only the holes for each paper.

A file of such a form begins with bytes that all of its papers share. What a paper has of its own follows: its words and
codes, its title, the table of where everything stands. Ordinary writers would put a millisecond and more into each.
"""

import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.pdf.reading import Rendered

Piece = bytes | int  # a fixed stretch of a page's drawing, or the number of a hole
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_SHARED = b"%%Shared %010d\n"
_PREFIX = len(_HEADER) + len(_SHARED % 0)
_OBJECT_END = b"\nendstream\nendobj\n"
_HOLES_END = b"%\n"
QUICKLY = 2  # how hard what is small is packed
_IN_ONE = 250  # objects in one object stream
_ROW = 6  # bytes of one row of the cross-reference table: kind, four of the place, one of the index


def shared_length(content: bytes) -> int:
    """How many bytes at the head of a file it has in common with all papers of its form; 0 when it is no such file."""
    head = content[len(_HEADER) : _PREFIX]
    return int(head[9:]) if content.startswith(_HEADER) and head.startswith(b"%Shared ") else 0


def own_streams(content: bytes, start: int) -> dict[int, bytes]:
    """The compressed drawings that a paper of a form has of its own, by object number; `start` is its shared_length."""
    found = {}
    while content[start : start + 1] != _HOLES_END[:1]:
        number = int(content[start : content.index(b" ", start)])
        length = int(content[content.index(b"/Length ", start) + 8 : content.index(b"/Filter", start)])
        start = content.index(b"stream\n", start) + 7
        found[number] = content[start : start + length]
        start += length + len(_OBJECT_END)
    return found


@dataclass(frozen=True)
class Blank:
    """The shared bytes of a form and what is needed to end the file for one paper."""

    shared: bytes
    rows: bytes
    holes: tuple[int, ...]
    info: int
    metadata: int
    root: int
    info_text: bytes
    metadata_text: bytes
    title: str
    pages: int

    def filled(self, drawings: Sequence[bytes], title: str) -> Rendered:
        """One paper: a drawing for each hole, and its title."""
        parts, rows = [self.shared], bytearray(self.rows)
        place = len(self.shared)
        for number, body in [*self._drawn(drawings), (0, _HOLES_END), *self._named(title)]:
            written = body
            if number:
                written = b"%d 0 obj\n%b\nendobj\n" % (number, body)
                rows[number * _ROW : (number + 1) * _ROW] = b"\x01" + place.to_bytes(4, "big") + b"\x00"
            parts.append(written)
            place += len(written)
        parts.append(self._table(rows, place, hashlib.sha256(b"".join(parts[1:])).hexdigest()[:32].encode()))
        return Rendered(b"".join(parts), self.pages)

    def _drawn(self, drawings: Sequence[bytes]) -> Iterator[tuple[int, bytes]]:
        for number, drawing in zip(self.holes, drawings, strict=True):
            packed = zlib.compress(drawing, QUICKLY)
            yield number, b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed)

    def _named(self, title: str) -> Iterator[tuple[int, bytes]]:
        about = self.metadata_text.replace(self.title.encode(), escape(title).encode())
        yield self.metadata, b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(about), about)
        yield self.info, self.info_text.replace(b"(%b)" % self.title.encode(), _hex(title))

    def _table(self, rows: bytearray, place: int, name: bytes) -> bytes:
        count = len(rows) // _ROW
        rows += b"\x01" + place.to_bytes(4, "big") + b"\x00"
        packed = zlib.compress(rows, QUICKLY)
        return (
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Length %d"
            b"/Filter/FlateDecode>>stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
            % (count, count + 1, self.root, self.info, name, name, len(packed), packed, place)
        )


def _hex(words: str) -> bytes:
    return b"<" + (b"\xfe\xff" + words.encode("utf-16-be")).hex().encode() + b">"


def blank(content: bytes, pages: Sequence[Sequence[Piece]], title: str) -> Blank:
    """Turn a written layout into a form.

    Args: content, the PDF, with pages beyond the form's own that are dropped; pages, the pieces of each page's drawing;
    title, the mark that stands for the title.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _drop_pages(pdf, len(pages))
        for page, pieces in zip(pdf.pages, pages, strict=True):
            page.obj.Contents = Array([_piece(pdf, piece) for piece in pieces])
        target = io.BytesIO()
        pdf.save(
            target, static_id=True, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
    with pikepdf.open(target) as pdf:
        return _written(pdf, title, len(pages))


def _drop_pages(pdf: pikepdf.Pdf, keep: int) -> None:
    while len(pdf.pages) > keep:
        del pdf.pages[-1]
    tree = pdf.Root.get(Name.StructTreeRoot)
    if tree is not None:
        numbers = tree.ParentTree.Nums
        kept = [at for at in range(0, len(numbers), 2) if int(numbers[at]) != keep]
        tree.ParentTree.Nums = Array([numbers[at + more] for at in kept for more in (0, 1)])


def _piece(pdf: pikepdf.Pdf, piece: Piece) -> pikepdf.Object:
    if isinstance(piece, int):
        return pdf.make_indirect(pikepdf.Stream(pdf, b"", Hole=piece))
    return pdf.make_indirect(pikepdf.Stream(pdf, piece))


def _written(pdf: pikepdf.Pdf, title: str, pages: int) -> Blank:
    """Everything but the holes, the title and the metadata, in one stretch of bytes; small objects packed together."""
    metadata, info = pdf.Root.Metadata.objgen[0], pdf.trailer.Info.objgen[0]
    holes: dict[int, int] = {}
    streams, plain = [], []
    for number, found in enumerate(pdf.objects, start=1):
        if isinstance(found, pikepdf.Stream):
            if Name.Hole in found:
                holes[int(found.Hole)] = number
            elif number != metadata:
                streams.append((number, found))
        elif number != info:
            plain.append((number, found.unparse(resolved=True)))
    count = len(pdf.objects)
    rows = bytearray((count + 1 + -(-len(plain) // _IN_ONE)) * _ROW)
    rows[:_ROW] = b"\x00\x00\x00\x00\x00\xff"
    body, place = [], _PREFIX
    for number, written in [*_streams(streams), *_packed(plain, rows, count + 1)]:
        rows[number * _ROW : (number + 1) * _ROW] = b"\x01" + place.to_bytes(4, "big") + b"\x00"
        body.append(written)
        place += len(written)
    return Blank(
        shared=_HEADER + _SHARED % place + b"".join(body),
        rows=bytes(rows),
        holes=tuple(holes[number] for number in sorted(holes)),
        info=info,
        metadata=metadata,
        root=pdf.Root.objgen[0],
        info_text=pdf.trailer.Info.unparse(resolved=True),
        metadata_text=pdf.Root.Metadata.read_bytes(),
        title=title,
        pages=pages,
    )


def _streams(streams: list) -> list[tuple[int, bytes]]:
    written = []
    for number, found in streams:
        packed = found.read_raw_bytes()
        about: Dictionary = found.stream_dict
        about.Length = len(packed)
        head = about.unparse(resolved=True)
        written.append((number, b"%d 0 obj\n%bstream\n%b\nendstream\nendobj\n" % (number, head, packed)))
    return written


def _packed(plain: list[tuple[int, bytes]], rows: bytearray, number: int) -> list[tuple[int, bytes]]:
    """The objects without a stream, in object streams: the index in one has a single byte in our rows."""
    written = []
    for start in range(0, len(plain), _IN_ONE):
        part, heads, bodies, place = plain[start : start + _IN_ONE], [], [], 0
        for index, (inner, text) in enumerate(part):
            rows[inner * _ROW : (inner + 1) * _ROW] = b"\x02" + number.to_bytes(4, "big") + index.to_bytes(1, "big")
            heads.append(b"%d %d" % (inner, place))
            bodies.append(text)
            place += len(text) + 1
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(bodies))
        about = b"<</Type/ObjStm/N %d/First %d/Length %d/Filter/FlateDecode>>" % (len(part), len(head), len(packed))
        written.append((number, b"%d 0 obj\n%bstream\n%b\nendstream\nendobj\n" % (number, about, packed)))
        number += 1
    return written
