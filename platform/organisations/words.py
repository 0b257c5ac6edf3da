"""Places and industries as people type them, and codes as they read them back.

One text may name several, one a line or with 、 ，, ; between. A name that itself holds 、 (农、林、牧、渔业)
is found by trying the longest run of pieces first. What `text_of` writes, `read` understands again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from taxonomy.tables import Industries, Regions, Resolution
from taxonomy.tree import current

KINDS = ("region", "industry")
SHOWN = 8  # candidates named in a message, suggestions offered
_LINES = re.compile(r"[\n\r;；\t]+")
_PIECES = re.compile(r"[、，,]+")
_LONGEST_RUN = 8  # pieces one name may hold


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A word that names nothing, several things, or one only in part; candidates as `text_of` writes."""

    word: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    codes: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]


def read(kind: str, text: str) -> Reading:
    """Codes named in `text`, in its order, each once; and the words that could not be resolved."""
    codes: dict[str, None] = {}
    unresolved = []
    for line in _LINES.split(text):
        for answer in _read_line(kind, line):
            if isinstance(answer, Unresolved):
                unresolved.append(answer)
            else:
                codes.update(dict.fromkeys(answer))
    return Reading(tuple(codes), tuple(unresolved))


def text_of(kind: str, code: str) -> str:
    """A region as its path (四川省自贡市荣县), an industry as code and name (1432 速冻食品制造)."""
    taxonomy = current()
    if kind == "industry":
        industry = taxonomy.industries.get(code)
        return f"{code} {industry.name}" if industry else code
    path = taxonomy.regions.path_name(code, sep="")
    return path if path and taxonomy.regions.resolve(path).code == code else code


def label_of(kind: str, code: str) -> str:
    """The same for reading: 四川省 › 自贡市 › 荣县."""
    if kind == "industry":
        return text_of(kind, code)
    return current().regions.path_name(code) or code


def last_piece(text: str) -> str:
    """What somebody is typing at the end of a list."""
    return _PIECES.split(_LINES.split(text)[-1])[-1].strip()


def suggest(kind: str, text: str, *, limit: int = SHOWN) -> list[str]:
    """Codes that what has been typed may become: by code, name, alias, pinyin or initials; best first."""
    wanted = "".join(text.lower().split())
    if not wanted:
        return []
    found = []
    for code, forms in _forms(kind):
        ranks = [rank + weight for form, weight in forms for rank in _rank(form, wanted)]
        if ranks:
            found.append((min(ranks), len(code.rstrip("0")) if kind == "region" else len(code), code))
    codes = [code for _rank_, _size, code in sorted(found)[:limit]]
    exact = _resolver(kind)(text)
    first = [exact.code] if exact.code else list(exact.candidates) if exact.exact else []
    return list(dict.fromkeys([*first, *codes]))[:limit]


def _rank(form: str, wanted: str) -> tuple[int, ...]:
    """(0,) the same, (1,) begins with it, (2,) holds it (Chinese only: two Latin letters are everywhere)."""
    if form == wanted:
        return (0,)
    if form.startswith(wanted):
        return (1,)
    return (2,) if wanted in form and not wanted.isascii() else ()


def _forms(kind: str) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    tree: Regions | Industries = current().regions if kind == "region" else current().industries
    for node in tree.values():
        if node.retired:
            continue
        forms = [(node.code.lower(), 0.0), (node.name, 0.0), (node.name_en.lower().replace(" ", ""), 0.4)]
        forms.extend((alias.lower(), 0.2) for alias in node.aliases)
        if kind == "region":
            syllables = node.pinyin.lower().split()
            forms += [("".join(syllables), 0.3), ("".join(word[0] for word in syllables), 0.5)]
        yield node.code, [(form, weight) for form, weight in forms if form]


def _resolver(kind: str) -> Callable[[str], Resolution]:
    return current().regions.resolve if kind == "region" else current().industries.resolve


def _read_line(kind: str, line: str) -> Iterator[tuple[str, ...] | Unresolved]:
    pieces = [piece.strip() for piece in _PIECES.split(line)]
    marks = _PIECES.findall(line) + [""]
    at = 0
    while at < len(pieces):
        if not pieces[at]:
            at += 1
            continue
        for end in range(min(len(pieces), at + _LONGEST_RUN), at, -1):
            run = "".join(piece + mark for piece, mark in zip(pieces[at:end], marks[at:end], strict=True))
            run = run.removesuffix(marks[end - 1])
            codes = _exactly(kind, run, alone=end == at + 1)
            if codes:
                yield codes
                at = end
                break
        else:
            yield Unresolved(pieces[at], tuple(text_of(kind, code) for code in _near(kind, pieces[at])))
            at += 1


def _exactly(kind: str, word: str, *, alone: bool) -> tuple[str, ...]:
    """The codes a word stands for without any doubt: one, or the members of a named group (川南)."""
    if kind == "region":
        regions = current().regions
        if word in regions.groups:
            return regions.groups[word]
        answer = regions.resolve(word)
        return (answer.code,) if answer.code and answer.exact else ()
    industries = current().industries
    head = word.split(None, 1)
    if len(head) == 2 and (code := industries.by_code(head[0])):  # as text_of writes it
        return (code,) if industries[code].name == head[1] else ()
    answer = industries.resolve(word)
    if answer.code and (answer.exact or alone and _is_loose(industries[answer.code].name, word)):
        return (answer.code,)
    return ()


def _is_loose(name: str, word: str) -> bool:
    """速冻食品 for 速冻食品制造: the name without its ending."""
    return len(word) >= 2 and name.startswith(word)


def _near(kind: str, word: str) -> list[str]:
    answer = _resolver(kind)(word)
    found = [answer.code] if answer.code else list(answer.candidates)
    if not found:
        found = suggest(kind, word)
    if not found and len(word) > 2 and not word.isascii():
        found = suggest(kind, word[:2])
    return found[:SHOWN]
