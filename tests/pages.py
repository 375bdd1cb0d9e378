"""What is wrong with a page: invalid HTML, no title, doubled ids, no label, inline style or script."""

import re
from collections import Counter

import html5lib

from tests import kept

CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}
# html5lib knows HTML of 2014: these of its complaints are about things the standard permits today.
PERMITTED = {"unexpected-start-tag-implies-end-tag"}


# Drawn by lot for each page and the same kind of word each time: nothing that could make a page right or wrong.
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[\w.-]+(?=")')


def faults(html: str) -> list[str]:
    """Every fault of a whole page, in words; the same page is read over once."""
    page = TOKEN.sub("token", html)
    return kept.once(lambda: _faults(page), "page", page)


def _faults(html: str) -> list[str]:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(html)
    found = [f"HTML: {code} {where}" for where, code, _data in parser.errors if code not in PERMITTED]
    elements = list(root.iter())
    titles = [e for e in root.findall("./head/title") if (e.text or "").strip()]
    if len(titles) != 1:
        found.append(f"title: {len(titles)}")
    if len([e for e in elements if e.tag == "h1"]) != 1:
        found.append("h1: không đúng một")
    ids = Counter(e.get("id") for e in elements if e.get("id"))
    found += [f"id trùng: {name}" for name, count in ids.items() if count > 1]
    found += _labels(elements, ids)
    found += _inline(elements)
    found += [f"form không có action: {e.attrib}" for e in elements if e.tag == "form" and not e.get("action")]
    return found


def _labels(elements, ids) -> list[str]:
    labelled = {e.get("for") for e in elements if e.tag == "label"}
    inside = {c for e in elements if e.tag == "label" for c in e.iter() if c.tag in CONTROLS}
    found = []
    for e in elements:
        if e.tag not in CONTROLS or e.get("type") in UNLABELLED:
            continue
        if e.get("id") not in labelled and e not in inside and not e.get("aria-label") and not e.get("aria-labelledby"):
            found.append(f"không có nhãn: {e.get('name')}")
    names = ("for", "aria-describedby", "aria-labelledby")
    pointing = [(e, n) for e in elements for a in names for n in (e.get(a) or "").split()]
    found += [f"{e.tag} chỉ tới #{name} không có" for e, name in pointing if name not in ids]
    return found


def _inline(elements) -> list[str]:
    found = [f"style trong {e.tag}" for e in elements if e.get("style")]
    found += [f"{name} trong {e.tag}" for e in elements for name in e.attrib if re.match(r"on|hx-on", str(name))]
    written = [e for e in elements if e.tag in {"script", "style"} and (e.text or "").strip()]
    found += ["script hoặc style viết trong trang" for _ in written]
    return found
