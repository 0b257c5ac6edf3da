"""The tree of industries (GB/T 4754-2017), and how a written industry becomes a code."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from taxonomy.folding import fold, squeeze
from taxonomy.nodes import UNKNOWN, Industry, Resolution
from taxonomy.terms import TermScanner
from taxonomy.trees import Tree

_CODE = re.compile(r"[a-t]?\d{2,4}|[a-t]")
_CODE_AND_NAME = re.compile(r"([a-t]?\d{4}|[a-t]\d{2,3}|(?:\d{2,3}|[a-t])(?=[\s.:、·\-]))([^a-z0-9].*)")
_CODE_RUN_ON = re.compile(r"([a-t]?\d{2,4}|[a-t])([^a-z0-9].*)")
_PARTS = re.compile(r"[/、,，;；+&|\s]+|以及|和|与|及")
_ENDINGS = (
    "制造业",
    "加工业",
    "服务业",
    "产业",
    "行业",
    "工业",
    "制造",
    "加工",
    "生产",
    "服务",
    "活动",
    "经营",
    "业",
)
_WORD_ENDINGS = (
    "产业园区",
    "产业基地",
    "生产基地",
    "生产线",
    "产业园",
    "产业",
    "园区",
    "基地",
    "项目",
    "行业",
)


class Industries(Tree[Industry]):
    """Industries by code, with a resolver for codes, names and everyday terms."""

    def __init__(self, nodes: Iterable[Industry]) -> None:
        super().__init__(nodes)
        names: dict[str, list[str]] = {}
        terms: dict[str, list[str]] = {}
        loose: dict[str, list[str]] = {}
        for industry in self.values():
            if industry.retired:
                continue
            key = squeeze(industry.name)
            names.setdefault(key, []).append(industry.code)
            if industry.name_en:
                names.setdefault(squeeze(industry.name_en), []).append(industry.code)
            for alias in industry.aliases:
                terms.setdefault(squeeze(alias), []).append(industry.code)
            for ending in _ENDINGS:
                if key.endswith(ending) and len(key) - len(ending) >= 2 and not key.startswith("其他"):
                    loose.setdefault(key.removesuffix(ending), []).append(industry.code)
        self._names, self._terms, self._loose = names, terms, loose
        self._scanner = TermScanner({term: codes for term, codes in terms.items() if len(term) > 1})
        self._resolve = lru_cache(maxsize=8192)(self._resolve_uncached)

    def section(self, code: str) -> str:
        """Return the letter of the 门类 the code stands in; "" for an unknown code."""
        path = self.ancestors(code)
        return path[0] if path else ""

    def resolve(self, text: str) -> Resolution:
        """Say which class a text means: "C", "13", "C1371", "1371", a name, or an everyday term.

        A text that holds several classes gives no code, but all of them as candidates; when one of them
        stands inside another, the narrower one is the answer.
        """
        return self._resolve(text)

    def _resolve_uncached(self, text: str) -> Resolution:
        folded = fold(text)
        key = squeeze(folded)
        if not key:
            return UNKNOWN
        if _CODE.fullmatch(key):
            code = self.by_code(key)
            return Resolution(code, True, ()) if code else UNKNOWN
        whole = self._whole(key)
        if whole.code or whole.candidates:
            return whole
        both = _CODE_RUN_ON.fullmatch(key)
        if both and (code := self.by_code(both[1])) and both[2] == squeeze(self[code].name):
            return Resolution(code, True, ())
        both = _CODE_AND_NAME.fullmatch(folded)
        if both and (code := self.by_code(both[1])):
            named = self._resolve(both[2])
            said = {named.code} if named.code else set(named.candidates)
            if not said or any(self.is_within(code, c) or self.is_within(c, code) for c in said if c):
                return Resolution(code, bool(said), ())
            return Resolution(None, False, tuple(sorted({code, *(c for c in said if c)})))
        parts = [part for part in _PARTS.split(folded) if part]
        if len(parts) > 1:
            found: dict[str, None] = {}
            for part in parts:
                answer = self._resolve(part)
                found.update(dict.fromkeys([answer.code] if answer.code else answer.candidates))
            return self._several(found)
        return self._several(dict.fromkeys(codes[0] for _, codes in self._scanner.find(key)))

    def by_code(self, text: str) -> str | None:
        """Return the code a written code means ("c1371" → "1371"), or None, also for a wrong letter."""
        text = text.upper()
        digits = text.lstrip("ABCDEFGHIJKLMNOPQRST")
        code = digits or text
        if code not in self or (digits and digits != text and self.section(code) != text[0]):
            return None
        return code

    def _whole(self, key: str) -> Resolution:
        for index, exact in ((self._names, True), (self._terms, True), (self._loose, False)):
            codes = index.get(key)
            if codes:
                return self._chosen(codes, exact=exact)
        for ending in _WORD_ENDINGS:
            stem = key.removesuffix(ending)
            if stem != key and len(stem) >= 2:
                answer = self._whole(stem)
                if answer.code or answer.candidates:
                    return Resolution(answer.code, False, answer.candidates)
        return UNKNOWN

    def _chosen(self, codes: list[str], *, exact: bool) -> Resolution:
        """Choose among classes of one name: a chain like 702 › 7020 means its last link."""
        deepest = max(codes, key=len)
        if all(self.is_within(deepest, code) for code in codes):
            return Resolution(deepest, exact, ())
        return Resolution(None, exact, tuple(sorted(set(codes))))

    def _several(self, codes: Mapping[str, None]) -> Resolution:
        narrow = [c for c in codes if not any(o != c and self.is_within(o, c) for o in codes)]
        if len(narrow) == 1:
            return Resolution(narrow[0], False, ())
        return Resolution(None, False, tuple(narrow))
