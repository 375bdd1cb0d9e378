"""What PDF/A-3a (ISO 19005-3) and our own promise of tags ask of a sealed paper, as far as it can be checked here.

veraPDF is the judge that archives know; it is not in the registries this project builds from. So these are claims
that are checked one by one, not a certificate. Each check yields what is wrong, in words; nothing when all is well.
"""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf  # noqa: TID251
from fontTools import ttLib
from pikepdf import Array, Dictionary, Name, Stream  # noqa: TID251

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"

FORBIDDEN_KEYS = {
    "/Encrypt", "/AA", "/OpenAction", "/XFA", "/NeedAppearances", "/EmbeddedFiles", "/AF", "/Requirements",
    "/AlternatePresentations", "/PresSteps", "/OPI", "/PS", "/Ref", "/Alternates", "/TR", "/HTP", "/F", "/FFilter",
    "/FDecodeParms", "/OCProperties", "/Perms",
}  # fmt: skip
FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition", "/Trans",
    "/GoTo3DView", "/JavaScript", "/GoToR", "/SubmitForm", "/URI", "/Named",
}  # fmt: skip
FILTERS = {"/FlateDecode", "/DCTDecode"}
BLEND_MODES = {"/Normal", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"}
STRUCTURE = {
    "/Document", "/P", "/H1", "/H2", "/H3", "/H4", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD", "/Figure", "/Link"
}  # fmt: skip
OPERATORS = {
    "b", "B", "b*", "B*", "BDC", "BMC", "BT", "BX", "c", "cm", "cs", "CS", "d", "d0", "d1", "Do", "DP", "EMC", "ET",
    "EX", "f", "F", "f*", "g", "G", "gs", "h", "i", "j", "J", "l", "m", "M", "MP", "n", "q", "Q", "re", "rg", "RG",
    "ri", "s", "S", "sc", "SC", "scn", "SCN", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts",
    "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
}  # fmt: skip
SHOWING = {"Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh"}


def faults(content: bytes) -> list[str]:
    """What keeps a paper from the claims, each in one line; empty when every claim holds."""
    found = list(_file(content))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found += pdf.check_pdf_syntax()
        for claim in (_objects, _output_intent, _metadata, _fonts, _pages, _annotations, _tags):
            found += claim(pdf)
    return found


def _file(content: bytes) -> Iterator[str]:
    """6.1.2, 6.1.3: the header and the end of the file."""
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content):
        yield "the header is not that of a binary PDF 1.0 to 1.7"
    if not content.endswith((b"%%EOF", b"%%EOF\n")):
        yield "something stands behind the end of the file"


def _everything(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Each dictionary and stream of a file, direct ones too."""
    waiting = [pdf.trailer, *pdf.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            inner = list(thing)
        elif isinstance(thing, (Dictionary, Stream)):
            yield thing
            inner = [value for _key, value in thing.items()]
        else:
            continue
        waiting += [value for value in inner if isinstance(value, (Array, Dictionary)) and not value.is_indirect]


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.1.7, 6.2.5 to 6.2.10, 6.4, 6.5, 6.8 to 6.11: nothing that runs, hides, refers outside or needs a licence."""
    if "/ID" not in pdf.trailer:
        yield "the trailer has no ID"
    for thing in _everything(pdf):
        keys = {str(key) for key, _value in thing.items()}
        if thing.get(Name.Type) == Name.Annot:
            keys.discard("/F")
        for key in sorted(keys & FORBIDDEN_KEYS):
            yield f"{key} in {thing.objgen}"
        if thing.get(Name.S) is not None and str(thing.S) in FORBIDDEN_ACTIONS:
            yield f"an action {thing.S}"
        if isinstance(thing, Stream) and not {str(name) for name in _listed(thing.get(Name.Filter))} <= FILTERS:
            yield f"a stream packed with {thing.Filter}"
        if str(thing.get(Name.Subtype)) == "/Image" and bool(thing.get(Name.Interpolate, False)):
            yield "a picture is interpolated"
        if not {str(mode) for mode in _listed(thing.get(Name.BM))} <= BLEND_MODES:
            yield f"blend mode {thing.BM}"
        for value in thing.values():
            if isinstance(value, (Name, pikepdf.String)) and len(bytes(value)) > 32767:
                yield "a string above 32,767 bytes"
            if isinstance(value, Name) and str(value) in {"/DeviceCMYK", "/Lab"}:
                yield f"a colour space {value}"


def _listed(value: Any) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _output_intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.2.3: what red, green and blue mean is in the file: one profile, of a screen, for RGB."""
    intents = [intent for intent in pdf.Root.get(Name.OutputIntents, Array())]
    if [str(intent.get(Name.S)) for intent in intents] != ["/GTS_PDFA1"]:
        yield "there is not one output intent of PDF/A"
        return
    profile = intents[0].DestOutputProfile
    head = profile.read_bytes()[:40]
    if (int(profile.N), head[12:16], head[16:20], head[36:40], head[8] <= 4) != (3, b"mntr", b"RGB ", b"acsp", True):
        yield "the colour profile is not one of RGB"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.6: the packet says PDF/A-3a and says the same as the document information."""
    packet = pdf.Root.Metadata.read_bytes()
    if re.search(rb"<\?xpacket[^>]*(bytes|encoding)=", packet):
        yield "the packet names its bytes or its encoding"
    tree = ElementTree.fromstring(packet)
    said: dict[str, str] = {}
    for description in tree.iter(f"{RDF}Description"):
        said |= description.attrib
        for entry in description:
            said[entry.tag] = "".join(entry.itertext()).strip()
    if (said.get(f"{PDFAID}part"), said.get(f"{PDFAID}conformance")) != ("3", "A"):
        yield "the packet does not say PDF/A-3a"
    info = pdf.docinfo
    for key, name in (("/Title", f"{DC}title"), ("/Author", f"{DC}creator"), ("/Creator", f"{XMP}CreatorTool")):
        if str(info.get(key, "")) != said.get(name, ""):
            yield f"{key} differs: {info.get(key)} and {said.get(name)}"
    for key, name in (("/CreationDate", f"{XMP}CreateDate"), ("/ModDate", f"{XMP}ModifyDate")):
        if str(info.get(key, "")) != f"D:{said.get(name, '').replace('-', '')}":
            yield f"{key} differs: {info.get(key)} and {said.get(name)}"
    for key in ("/Title", "/Creator", "/CreationDate", "/ModDate"):
        if not str(info.get(key, "")):
            yield f"{key} is not told"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.2.11: each font is in the file, as a named part of itself, with its widths and the letters it stands for."""
    for font in _everything(pdf):
        kind = str(font.get(Name.Subtype)) if font.get(Name.Type) == Name.Font else None
        if kind not in {None, "/Type0", "/CIDFontType2"}:
            yield f"a font of the kind {kind}"
        if kind != "/Type0":
            continue
        below = font.DescendantFonts[0]
        name = str(font.BaseFont)
        if not re.match(r"/[A-Z]{6}\+", name):
            yield f"{name} is not named as a subset"
        if font.Encoding != Name("/Identity-H") or below.get(Name.CIDToGIDMap) != Name.Identity:
            yield f"{name} is not set by its glyph numbers"
        program = below.FontDescriptor.get(Name.FontFile2)
        if program is None:
            yield f"{name} is not in the file"
            continue
        yield from _widths(name, below, program.read_bytes())
        yield from _letters(name, font)


def _widths(name: str, below: Any, program: bytes) -> Iterator[str]:
    with ttLib.TTFont(io.BytesIO(program), lazy=True) as face:
        metrics, units, order = face["hmtx"], face["head"].unitsPerEm, face.getGlyphOrder()
        for glyph, width in _told_widths(below.get(Name.W, Array())):
            if glyph < len(order) and abs(metrics[order[glyph]][0] * 1000 / units - width) > 1:
                yield f"{name}: glyph {glyph} is told to be {width} wide"


def _told_widths(told: Array) -> Iterator[tuple[int, float]]:
    entries = list(told)
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, Array):
            yield from ((first + step, float(width)) for step, width in enumerate(second))
        else:
            width = float(entries.pop(0))
            yield from ((glyph, width) for glyph in range(first, int(second) + 1))


def _letters(name: str, font: Any) -> Iterator[str]:
    """6.2.11.7.2: no glyph without a letter, and none that stands for nothing."""
    if Name.ToUnicode not in font:
        yield f"{name} does not tell its letters"
        return
    pairs = re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", font.ToUnicode.read_bytes())
    for glyph, letters in pairs:
        if letters.lower() in {b"0000", b"feff", b"fffe", b""}:
            yield f"{name}: glyph {glyph.decode()} stands for nothing"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.1.13, 6.2.2, 6.2.4: pages of a size that can be printed, known operators, colours of the profile."""
    for number, page in enumerate(pdf.pages, start=1):
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        if not (3 <= right - left <= 14400 and 3 <= top - bottom <= 14400):
            yield f"page {number} is too small or too large"
        if Name.Resources not in page.obj:
            yield f"page {number} has no resources of its own"
        depth = deepest = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            word = str(operator)
            if word not in OPERATORS:
                yield f"page {number}: operator {word}"
            if word in {"k", "K"} or (word in {"cs", "CS"} and str(operands[0]) == "/DeviceCMYK"):
                yield f"page {number}: a colour of four inks"
            depth += (word == "q") - (word == "Q")
            deepest = max(deepest, depth)
        if deepest > 28 or depth:
            yield f"page {number}: states nested {deepest} deep, {depth} left open"


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.3: sealed papers have none."""
    for number, page in enumerate(pdf.pages, start=1):
        if len(page.obj.get(Name.Annots, Array())):
            yield f"page {number} has annotations"


def _tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.7: a Vietnamese text, tagged; every word painted belongs to a tag one gets to from the root, or to none."""
    root = pdf.Root
    if str(root.get(Name.Lang, "")) != "vi":
        yield "the language is not told to be Vietnamese"
    if Name.StructTreeRoot not in root or root.get(Name.MarkInfo, Dictionary()).get(Name.Marked) is not True:
        yield "the file is not tagged"
        return
    if root.get(Name.ViewerPreferences, Dictionary()).get(Name.DisplayDocTitle) is not True:
        yield "the title is not shown"
    owners: dict[tuple, tuple] = {}
    yield from _walked(root.StructTreeRoot.K, root.StructTreeRoot, owners)
    if Name.RoleMap in root.StructTreeRoot:
        yield "tags are given other names"
    numbers = pikepdf.NumberTree(root.StructTreeRoot.ParentTree)
    for number, page in enumerate(pdf.pages, start=1):
        back = numbers[int(page.obj.StructParents)]
        for mark in _marks(page, number):
            if isinstance(mark, str):
                yield mark
            elif owners.get((page.obj.objgen, mark)) is None:
                yield f"page {number}: mark {mark} belongs to no tag"
            elif back[mark].objgen != owners[(page.obj.objgen, mark)]:
                yield f"page {number}: mark {mark} leads back to another tag"


def _walked(tag: Any, parent: Any, owners: dict[tuple, tuple]) -> Iterator[str]:
    kind = str(tag.S)
    if kind not in STRUCTURE:
        yield f"a tag {kind}"
    if tag.P.objgen != parent.objgen:
        yield f"a tag {kind} does not know where it hangs"
    if kind == "/Figure" and not str(tag.get(Name.Alt, "")):
        yield "a picture without a description"
    if kind == "/TH" and tag.get(Name.A, Dictionary()).get(Name.Scope) != Name.Column:
        yield "a head of a table that does not say of what"
    kids = [tag.K] if isinstance(tag.K, (int, Dictionary)) else list(tag.K)
    if not kids and kind not in {"/TD", "/TH"}:
        yield f"an empty tag {kind}"
    for kid in kids:
        if isinstance(kid, int):
            owners[(tag.Pg.objgen, kid)] = tag.objgen
        elif kid.get(Name.Type) == Name.MCR:
            owners[(kid.Pg.objgen, int(kid.MCID))] = tag.objgen
        elif kid.get(Name.Type) != Name.OBJR:
            yield from _walked(kid, tag, owners)
    if kind == "/Table":
        yield from _regular(tag)


def _regular(table: Any) -> Iterator[str]:
    """Every row of a table has as many cells as the table has columns."""
    rows = [row for part in table.K for row in _listed(part.K)]
    widths = {sum(int(_span(cell)) for cell in _listed(row.K)) for row in rows}
    if len(widths) != 1 or [str(part.S) for part in table.K][:1] != ["/THead"]:
        yield f"a table of rows of {sorted(widths)} cells"


def _span(cell: Any) -> int:
    return int(cell.get(Name.A, Dictionary()).get(Name.ColSpan, 1))


def _marks(page: pikepdf.Page, number: int) -> Iterator[int | str]:
    """The marks of a page in the order of painting; in words, what is painted outside of any."""
    within: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        word = str(operator)
        if word in {"BDC", "BMC"}:
            within.append(str(operands[0]))
            if word == "BDC" and Name.MCID in operands[1]:
                yield int(operands[1].MCID)
        elif word == "EMC":
            if not within:
                yield f"page {number}: a mark ends that did not begin"
            del within[-1:]
        elif word in SHOWING and not within:
            yield f"page {number}: {word} outside of any tag"
