"""The crosswalk: the chamber's twelve sectors ↔ GB/T 4754 ↔ everyday terms."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from taxonomy.folding import fold, squeeze
from taxonomy.industries import Industries
from taxonomy.nodes import CrosswalkRow, Sector
from taxonomy.terms import TermScanner


class Crosswalk:
    """Rows that tie sectors to industries and to the words people use for them."""

    def __init__(
        self, sectors: Iterable[Sector], rows: Iterable[CrosswalkRow], industries: Industries
    ) -> None:
        self.sectors: Mapping[str, Sector] = {sector.code: sector for sector in sectors}
        self.rows: tuple[CrosswalkRow, ...] = tuple(sorted(rows, key=lambda row: row.number))
        self._industries = industries
        self._by_sector: dict[str, list[CrosswalkRow]] = {}
        self._by_industry: dict[str, list[CrosswalkRow]] = {}
        by_term: dict[str, list[CrosswalkRow]] = {}
        for row in self.rows:
            self._by_sector.setdefault(row.sector, []).append(row)
            if row.industry is not None:
                self._by_industry.setdefault(row.industry, []).append(row)
            if row.term:
                by_term.setdefault(fold(row.term), []).append(row)
        self._by_term = by_term
        self._scanner = TermScanner(by_term)
        self._names = {
            squeeze(form): sector.code
            for sector in self.sectors.values()
            for form in (sector.code, sector.name, sector.name_en)
        }
        self._rows_of_industry = lru_cache(maxsize=4096)(self._rows_of_industry_uncached)
        self._sectors_of_industry = lru_cache(maxsize=4096)(self._sectors_of_industry_uncached)

    def rows_of_sector(self, code: str) -> tuple[CrosswalkRow, ...]:
        """Return the sector's rows, by number."""
        return tuple(self._by_sector.get(code, ()))

    def rows_of_industry(self, code: str) -> tuple[CrosswalkRow, ...]:
        """Return the rows whose industry is the code, an ancestor of it or a descendant, by number."""
        return self._rows_of_industry(code)

    def _rows_of_industry_uncached(self, code: str) -> tuple[CrosswalkRow, ...]:
        related = {*self._industries.ancestors(code), *self._industries.descendants(code)}
        found = [row for near in related for row in self._by_industry.get(near, ())]
        return tuple(sorted(found, key=lambda row: row.number))

    def sectors_of_industry(self, code: str) -> tuple[str, ...]:
        """Return the sectors whose rows cover the code, the narrowest row's sector first.

        A row covers a code when its industry is the code itself or stands above it. Rows that carry an
        everyday term speak for that term only and count when they name exactly this code.
        """
        return self._sectors_of_industry(code)

    def _sectors_of_industry_uncached(self, code: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for near in reversed(self._industries.ancestors(code)):
            for row in self._by_industry.get(near, ()):
                if row.term is None or near == code:
                    found[row.sector] = None
        return tuple(found)

    def sector_by_name(self, text: str) -> str | None:
        """Return the sector a text names: its code, its name, or a form near enough to have one meaning."""
        key = squeeze(text)
        if not key:
            return None
        if key in self._names:
            return self._names[key]
        stem = key.removesuffix("业").removesuffix("行").removesuffix("产")
        near = {code for name, code in self._names.items() if len(stem) > 1 and (stem in name or name in key)}
        if len(near) == 1:
            return near.pop()
        terms = {row.sector for row in self._by_term.get(key, ()) or self._by_term.get(stem, ())}
        return terms.pop() if len(terms) == 1 else None

    def sectors_of_text(self, text: str) -> tuple[tuple[str, CrosswalkRow], ...]:
        """Return (sector, row) for every everyday term found in the text, each row once, in reading order."""
        found: dict[int, tuple[str, CrosswalkRow]] = {}
        for _, rows in self._scanner.find(fold(text)):
            for row in rows:
                found.setdefault(row.number, (row.sector, row))
        return tuple(found.values())
