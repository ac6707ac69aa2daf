"""Plotly's SVG made fit to leave: the same bytes each time, named groups, real text in the house typeface, its words inside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from xml.etree import ElementTree as Tree

from ripplemark.export import typeface
from ripplemark.export.groups import named
from ripplemark.export.order import Order

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
for _prefix, _space in (("", _SVG), ("xlink", _XLINK), ("rdf", _RDF), ("dc", _DC)):
    Tree.register_namespace(_prefix, _space)

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WEIGHT = re.compile(r"font-weight:\s*(\w+)")
_LONG = re.compile(r"\d+\.\d{4,}")
_NEEDLESS = re.compile(r"\s*(?:pointer-events|cursor):[^;]*;?")
_TARGET = re.compile(r"url\(['\"]?#([^'\")]+)['\"]?\)")
_LETTERS = 6
"""Letters of a picture's own at the end of its ids."""
_WORDS_OF_WEIGHT = {"normal": 400, "bold": 700}


def finished(drawn: bytes, order: Order, millimetres: tuple[float, float] | None = None) -> str:
    """The SVG as it leaves; ``millimetres`` are its printed width and height, None for one that is measured in pixels."""
    picture = Tree.fromstring(drawn.decode())
    _without_needless(picture)
    _without_chance(picture)
    _without_empty(picture)
    named(picture, order)
    picture.attrib.pop("style", None)
    if millimetres:
        picture.set("width", f"{millimetres[0]:g}mm")
        picture.set("height", f"{millimetres[1]:g}mm")
    _worded(picture, order)
    _of_its_own(picture)
    return Tree.tostring(picture, encoding="unicode") + "\n"


def _of_its_own(picture: Tree.Element) -> None:
    """End every id that something refers to in letters drawn from the picture itself, so that several can stand in one web page.

    Ids are the page's, not the picture's: a clip path would else cut by that of the first picture that has one so called.
    Groups keep the names under which a drawing program lists them.
    """
    drawn = Tree.tostring(picture, encoding="unicode")
    end = hashlib.sha256(drawn.encode()).hexdigest()[:_LETTERS]
    referred = _referred(picture)
    ids = {
        each.attrib["id"]: f"{each.attrib['id']}-{end}"
        for each in picture.iter("*")
        if each.attrib.get("id") in referred
    }
    _renamed(picture, ids)


def _referred(picture: Tree.Element) -> set[str]:
    """The ids that something in the picture refers to."""
    found: set[str] = set()
    for each in picture.iter():
        for name, text in each.attrib.items():
            found.update(_TARGET.findall(text))
            if name == "aria-labelledby":
                found.update(text.split())
            elif name.endswith("href") and text.startswith("#"):
                found.add(text[1:])
    return found


def _renamed(picture: Tree.Element, ids: Mapping[str, str]) -> None:
    """Give ids other names, and what refers to them."""
    for each in picture.iter():
        for name, text in each.attrib.items():
            if name == "id":
                each.set(name, ids.get(text, text))
            elif name == "aria-labelledby":
                each.set(name, " ".join(ids.get(word, word) for word in text.split()))
            elif name.endswith("href") and text[1:] in ids:
                each.set(name, f"#{ids[text[1:]]}")
            elif "url(" in text:
                each.set(
                    name, _TARGET.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", text)
                )


def _without_needless(picture: Tree.Element) -> None:
    """Take off what only a page with a pointer needs, the copies that Plotly keeps of each text, and endless decimals."""
    for each in picture.iter():
        for name in ("d", "transform", "x", "y"):
            if name in each.attrib:
                each.set(name, _LONG.sub(lambda found: f"{float(found[0]):.3f}", each.attrib[name]))
        for name in [name for name in each.attrib if name.startswith("data-")]:
            del each.attrib[name]
        if "style" in each.attrib:
            each.set("style", _NEEDLESS.sub("", each.attrib["style"]).strip())
            if not each.attrib["style"]:
                del each.attrib["style"]


def _without_chance(picture: Tree.Element) -> None:
    """Rename what Plotly names at random: clip paths, gradients and patterns by number, traces by their order."""
    renamed = {
        each.attrib["id"]: f"part-{k}"
        for k, each in enumerate((each for each in picture.iter() if "id" in each.attrib), 1)
    }
    _renamed(picture, renamed)
    for each in picture.iter():
        if "trace" in (words := each.attrib.get("class", "")).split():
            each.set("class", re.sub(r"\s*\btrace[0-9a-f]{6,}\b", "", words))


def _without_empty(picture: Tree.Element) -> None:
    """Drop groups and lines that hold nothing, and definitions that nothing refers to."""
    used = {
        target
        for each in picture.iter()
        for name, text in each.attrib.items()
        for target in (*_TARGET.findall(text), *([text[1:]] if name.endswith("href") else []))
    }
    _pruned(picture, used)


def _pruned(parent: Tree.Element, used: set[str]) -> None:
    for child in list(parent):
        _pruned(child, used)
        tag = child.tag.rpartition("}")[2]
        unused = (
            tag in ("clipPath", "linearGradient", "radialGradient", "pattern")
            and child.attrib.get("id") not in used
        )
        hollow = (tag in ("g", "defs") and len(child) == 0) or (
            tag == "path" and child.attrib.get("d", "M0,0") == "M0,0"
        )
        if unused or hollow:
            parent.remove(child)


def _worded(picture: Tree.Element, order: Order) -> None:
    """Put title, description, metadata and typeface before everything else."""
    figure = order.figure
    picture.set("role", "img")
    picture.set("aria-labelledby", "title desc")
    picture.set("lang", "en")
    title = Tree.Element(f"{{{_SVG}}}title", {"id": "title"})
    title.text = figure.headline
    if figure.spoken("headline") != "en":
        title.set("lang", figure.spoken("headline"))
    described = Tree.Element(f"{{{_SVG}}}desc", {"id": "desc"})
    described.text = figure.alt
    style = Tree.Element(f"{{{_SVG}}}style")
    style.text = typeface.faces(_weights(picture))
    first = [title, described, _metadata(order), *([style] if style.text else [])]
    for k, each in enumerate(first):
        picture.insert(k, each)


def _weights(picture: Tree.Element) -> set[int]:
    """The weights of letters that the picture uses."""
    named = {
        word
        for each in picture.iter()
        for word in (
            *_WEIGHT.findall(each.attrib.get("style", "")),
            each.attrib.get("font-weight", ""),
        )
    }
    known = {
        _WORDS_OF_WEIGHT.get(word) or int(word)
        for word in named
        if word.isdigit() or word in _WORDS_OF_WEIGHT
    }
    return {400, *known}


def _metadata(order: Order) -> Tree.Element:
    figure = order.figure
    told = Tree.Element(f"{{{_SVG}}}metadata")
    about = Tree.SubElement(
        Tree.SubElement(told, f"{{{_RDF}}}RDF"), f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""}
    )
    for name, text in (
        ("title", figure.headline),
        ("description", figure.subtitle),
        ("source", figure.source),
        ("identifier", f"archive {figure.archive}"),
        *(("rights" if mark.startswith("Private") else "type", mark) for mark in order.marks),
    ):
        tag = figure.spoken({"title": "headline", "description": "subtitle"}.get(name, name))
        said = Tree.SubElement(about, f"{{{_DC}}}{name}", {_LANG: tag} if tag != "en" else {})
        said.text = text
    for caveat in figure.caveats:
        Tree.SubElement(about, f"{{{_DC}}}description").text = caveat
    return told
