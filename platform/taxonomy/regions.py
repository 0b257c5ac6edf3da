"""The tree of places, and how a written place becomes a code."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from taxonomy.folding import fold, list_items, squeeze
from taxonomy.nodes import UNKNOWN, Region, Resolution
from taxonomy.trees import Tree

EARTH_RADIUS_KM = 6371.0
_ZONE_FORMS = (
    ("经济技术开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高技术产业开发区", "高新区"),
    ("经济开发区", "经开区"),
    ("高新区", "高新区"),
    ("综合保税区", "综保区"),
)
_MUNICIPAL = {
    "110100": "110000",
    "120100": "120000",
    "310100": "310000",
    "500100": "500000",
    "500200": "500000",
}
_STREETS = frozenset("路街巷道大东南西北中镇乡村")
_CODE = re.compile(r"(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})|(\d{6}z\d{2})")


def _key(text: str) -> str:
    key = squeeze(text)
    for long, short in _ZONE_FORMS:
        key = key.replace(long, short)
    return key


def _names(region: Region) -> set[str]:
    """Return the forms in which the place's own name is written."""
    forms = {region.name, region.full_name}
    if len(region.name) > 1 and region.level in ("province", "city", "county"):
        for ending, short in (("自治区", "省"), ("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
            if region.full_name.endswith(ending):
                forms.add(region.name + short)
    return {_key(form) for form in forms}


class Regions(Tree[Region]):
    """Places by code, with named groups (川南) and a resolver for written places."""

    def __init__(self, nodes: Iterable[Region], groups: Mapping[str, tuple[str, ...]] | None = None) -> None:
        super().__init__(nodes)
        self.groups: Mapping[str, tuple[str, ...]] = dict(groups or {})
        self._groups_by_key = {_key(name): members for name, members in self.groups.items()}
        own: dict[str, list[str]] = {}
        other: dict[str, list[str]] = {}
        latin: dict[str, list[str]] = {}
        for region in self.values():
            code = self._living(region.code)
            index = own if code == region.code else other
            for form in _names(region):
                index.setdefault(form, []).append(code)
            for alias in region.aliases:
                other.setdefault(_key(alias), []).append(code)
            if not region.retired:
                for form in {squeeze(region.pinyin), squeeze(region.name_en)} - {""}:
                    latin.setdefault(form, []).append(code)
            if region.level == "zone" and region.parent:
                for above in self.ancestors(region.parent):
                    bare = _key(region.name).removeprefix(_key(self[above].name))
                    if bare != _key(region.name) and bare:
                        other.setdefault(f"@{above}{bare}", []).append(code)
        self._own, self._other, self._latin = own, other, latin
        self._longest = max((len(key) for key in (*own, *other)), default=0)
        self._resolve = lru_cache(maxsize=8192)(self._resolve_uncached)

    def _living(self, code: str) -> str:
        """Follow successors from a retired code to the code in force."""
        for _ in range(5):
            region = self.get(code)
            if region is None or not region.retired or region.successor not in self:
                break
            code = region.successor
        return code

    def groups_of(self, code: str) -> tuple[str, ...]:
        """Return the names of the groups that contain the code or one of its ancestors."""
        path = set(self.ancestors(code))
        return tuple(name for name, members in self.groups.items() if path.intersection(members))

    def path_name(self, code: str, sep: str = " › ") -> str:
        """Return the names from the province down, as in "四川省 › 自贡市 › 荣县"; "" for an unknown code."""
        return sep.join(self[above].full_name for above in self.ancestors(code))

    def distance_km(self, a: str, b: str) -> float | None:
        """Return the great-circle distance between the two seats in km, or None when one is not known."""
        here, there = self.get(a), self.get(b)
        if here is None or there is None:
            return None
        if here.lon is None or here.lat is None or there.lon is None or there.lat is None:
            return None
        lat1, lat2 = math.radians(here.lat), math.radians(there.lat)
        half_lat, half_lon = (lat2 - lat1) / 2, math.radians(there.lon - here.lon) / 2
        chord = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))

    def resolve(self, text: str, *, within: str | None = None) -> Resolution:
        """Say which place a text means: a code, a name, a path of names, an alias or an old name.

        `within` narrows the answer to the places below that code. A retired code or name gives its
        successor. A group's name gives no code, but its members as candidates; so does a list of places.
        """
        return self._resolve(text, within)

    def _resolve_uncached(self, text: str, within: str | None) -> Resolution:
        folded = fold(text)
        key = _key(folded)
        if not key:
            return UNKNOWN
        if _CODE.fullmatch(key):
            return self._by_code(key, within)
        found = self._narrow(self._whole(key), within)
        if found:
            return self._answer(found, exact=True)
        if key in self._groups_by_key:
            members = self._groups_by_key[key]
            return Resolution(None, True, tuple(code for code in members if self._fits(code, within)))
        items = list_items(folded)
        key = key.removeprefix("中国") or key
        found, end = self._walk(key, within)
        if found and end == len(key):
            return self._answer(found, exact=True)
        if len(items) > 1:
            parts = [self._resolve(item, within) for item in items]
            codes = dict.fromkeys(c for p in parts for c in ((p.code,) if p.code else p.candidates))
            if len(codes) == 1 and all(part.code for part in parts):
                return Resolution(next(iter(codes)), False, ())
            return Resolution(None, False, tuple(codes))
        if found:
            other = self._next_place(key[end:], found)
            if other:
                return Resolution(None, False, tuple(dict.fromkeys((*found, *other))))
            return self._answer(found, exact=False)
        return UNKNOWN

    def _next_place(self, rest: str, found: list[str]) -> list[str]:
        """Return the places a remainder begins with, unless it is a street named after one (浙江路)."""
        for end in range(min(len(rest), self._longest), 1, -1):
            codes = [code for code in self._own.get(rest[:end], ()) if code not in found]
            if codes and rest[end : end + 1] not in _STREETS:
                return codes
        return []

    def _by_code(self, key: str, within: str | None) -> Resolution:
        code = key.upper() if "z" in key else key[:6].ljust(6, "0")
        code = _MUNICIPAL.get(code, code)
        if code not in self:
            return UNKNOWN
        living = self._living(code)
        return Resolution(living, True, ()) if self._fits(living, within) else UNKNOWN

    def _fits(self, code: str, within: str | None) -> bool:
        return within is None or self.is_within(code, within)

    def _narrow(self, codes: Iterable[str], within: str | None) -> list[str]:
        return [code for code in dict.fromkeys(codes) if self._fits(code, within)]

    def _whole(self, key: str) -> list[str]:
        """Return the places the whole key names; a place's own name goes before aliases and old names."""
        return self._own.get(key) or self._other.get(key) or self._latin.get(key) or []

    def _answer(self, codes: list[str], *, exact: bool) -> Resolution:
        if len(codes) == 1:
            return Resolution(codes[0], exact, ())
        provinces = [code for code in codes if self[code].level == "province"]
        if len(provinces) == 1:
            return Resolution(provinces[0], exact, ())
        for code in codes:
            if all(self.is_within(other, code) for other in codes):
                return Resolution(code, exact, ())
        return Resolution(None, exact, tuple(sorted(codes)))

    def _walk(self, key: str, within: str | None) -> tuple[list[str], int]:
        """Read names from the left, each below the one before; return the last places and how far it got."""
        best: tuple[int, int, list[str]] = (0, 0, [])
        queue: list[tuple[int, tuple[str, ...]]] = [(0, ())]
        seen: set[tuple[int, tuple[str, ...]]] = set()
        while queue:
            start, above = queue.pop()
            for end in range(min(len(key), start + self._longest), start + 1, -1):
                below = self._below(key[start:end], above, within if not above else None)
                step = (end, tuple(below))
                if not below or step in seen:
                    continue
                seen.add(step)
                deepest = max(len(self.ancestors(code)) for code in below)
                inside = self._narrow(below, within)
                if inside and (end, deepest) > best[:2]:
                    best = (end, deepest, inside)
                queue.append((end, tuple(below)))
        return best[2], best[0]

    def _below(self, key: str, above: tuple[str, ...], within: str | None) -> list[str]:
        codes = list(self._own.get(key, ())) + list(self._other.get(key, ()))
        if not above:
            return [c for c in dict.fromkeys(codes) if self._fits(c, within) or self._holds(c, within)]
        for code in above:
            codes.extend(self._other.get(f"@{code}{key}", ()))
        return [
            code
            for code in dict.fromkeys(codes)
            if code not in above and any(self.is_within(code, upper) for upper in above)
        ]

    def _holds(self, code: str, within: str | None) -> bool:
        return within is not None and self.is_within(within, code)
