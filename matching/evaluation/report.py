"""The report of one evaluation as plain text, in Chinese or in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from matching.evaluation.judged import Judged
from matching.evaluation.measure import FIGURES, Measured, Pair, measure, ranked
from matching.evaluation.values import Values
from matching.evaluation.yardstick import plain_sum
from matching.features import NAMES
from matching.scorer import FEATURES
from matching.weights import BANDS, band_name

WORST = 10  # queries shown in each direction
_FINDINGS = 4
_WORDS: Mapping[str, tuple[str, str]] = {
    "counts": (
        "企业 {firms} 家，项目 {opportunities} 个，评过 {pairs} 对，不配 {out} 对，编号查不到 {strangers} 对",
        "{firms} firms, {opportunities} opportunities, {pairs} judged, {out} excluded, {strangers} unknown",
    ),
    "figure": ("指标", "figure"),
    "queries": ("查询数", "queries"),
    "ours": ("本系统", "this scorer"),
    "interval": ("95% 区间", "95 % interval"),
    "yardstick": ("对照（简单相加）", "yardstick (plain sum)"),
    "firm": ("企业找项目", "firm→opportunity"),
    "opportunity": ("项目找企业", "opportunity→firm"),
    "ablation": ("去掉一项会怎样（与全部相比的差）", "Without one feature (difference to all of them)"),
    "feature": ("去掉的项", "without"),
    "bands": ("各档的对，评得怎样", "What the pairs of each band were graded"),
    "band": ("档", "band"),
    "pairs": ("对", "pairs"),
    "mean": ("平均分", "mean grade"),
    "good": ("评 2–3 分的", "graded 2–3"),
    "best": ("评 3 分的", "graded 3"),
    "worst": ("最差的查询", "The worst queries"),
    "none": ("没有低于满分的查询", "No query below 1"),
    "rank": ("第 {rank} 位", "rank {rank}"),
    "grade": ("评 {grade} 分", "grade {grade}"),
    "points": ("得 {score:.1f}", "{score:.1f} points"),
    "out": ("硬条件不配：{why}", "excluded: {why}"),
    "lost": ("查不到这个编号", "no such id"),
}


def report(judged: Judged, values: Values, language: str = "zh", worst: int = WORST) -> Iterator[str]:
    """Lines: the counts, the figures beside the yardstick's, the ablation, the worst queries."""
    at = 0 if language.startswith("zh") else 1
    say = {name: both[at] for name, both in _WORDS.items()}
    scores = values.scores()
    yield say["counts"].format(
        firms=len(judged.firms),
        opportunities=len(judged.opportunities),
        pairs=len(judged.grades),
        out=len(judged.grades) - len(scores) - len(judged.strangers),
        strangers=len(judged.strangers),
    )
    yield ""
    found = {key: measure(judged.grades, scores, *key) for key in FIGURES}
    plain = plain_sum(judged)
    rows = [[say["figure"], say["queries"], say["ours"], say["interval"], say["yardstick"], say["interval"]]]
    for key, ours in found.items():
        theirs = measure(judged.grades, plain, *key)
        rows.append(
            [
                f"{say[key[0]]} nDCG@{key[1]}",
                str(ours.queries),
                f"{ours.mean:.3f}",
                _interval(ours),
                f"{theirs.mean:.3f}",
                _interval(theirs),
            ]
        )
    yield from table(rows)
    yield ""
    yield from _ablation(judged, values, found, say, at)
    yield ""
    yield from _bands(judged, values, scores, say, language)
    for direction, depth in (("firm", 10), ("opportunity", 3)) if worst else ():
        yield ""
        yield f"{say['worst']} · {say[direction]} nDCG@{depth}"
        yield from _worst(judged, values, scores, found[direction, depth], direction, say, at, worst)


def _interval(figure: Measured) -> str:
    return f"{figure.low:.3f}–{figure.high:.3f}"


def _ablation(
    judged: Judged,
    values: Values,
    found: Mapping[tuple[str, int], Measured],
    say: Mapping[str, str],
    at: int,
) -> Iterator[str]:
    yield say["ablation"]
    rows = [[say["feature"], *(f"{say[direction]} @{depth}" for direction, depth in found)]]
    for name in FEATURES:
        left = values.scores(without=name)
        rows.append(
            [
                NAMES[name][at],
                *(
                    f"{measure(judged.grades, left, *key).mean - full.mean:+.3f}"
                    for key, full in found.items()
                ),
            ]
        )
    yield from table(rows)


def _bands(
    judged: Judged, values: Values, scores: Mapping[Pair, float], say: Mapping[str, str], language: str
) -> Iterator[str]:
    """Whether a higher band really holds the better pairs."""
    yield say["bands"]
    rows = [[say["band"], say["pairs"], say["mean"], say["good"], say["best"]]]
    found: dict[str, list[int]] = {code: [] for code, *_names in BANDS}
    for pair, score in scores.items():
        found[values.scorer.weights.band(score)].append(judged.grades[pair])
    for code, grades in found.items():
        count = len(grades) or 1
        shares = (sum(grade >= least for grade in grades) / count for least in (2, 3))
        rows.append(
            [
                band_name(code, language),
                str(len(grades)),
                f"{sum(grades) / count:.2f}",
                *(f"{share:.0%}" for share in shares),
            ]
        )
    yield from table(rows)


def _worst(
    judged: Judged,
    values: Values,
    scores: Mapping[Pair, float],
    figure: Measured,
    direction: str,
    say: Mapping[str, str],
    at: int,
    most: int,
) -> Iterator[str]:
    """For each query what should stand first, and what stands above it, with their reasons."""
    queries = sorted((value, query) for query, value in figure.by_query.items() if value < 1)[:most]
    if not queries:
        yield say["none"]
    lists = ranked(judged.grades, scores, direction)
    names = _names(judged)
    for value, query in queries:
        entries = lists[query]
        wanted = max(grade for _pair, grade in entries)
        yield f"{value:.3f}  {query} {names.get(query, '')}"
        shown = _telling([grade for _pair, grade in entries], wanted)
        for rank in shown:
            pair, grade = entries[rank]
            other = pair[1] if direction == "firm" else pair[0]
            head = f"{say['rank'].format(rank=rank + 1)} · {say['grade'].format(grade=grade)}"
            yield f"    {head} · {other} {names.get(other, '')} · {_reasons(pair, values, say, at)}"


def _telling(grades: Sequence[int], wanted: int) -> list[int]:
    """Places of the best entries that stand too low, and of the worst ones above the first of them."""
    ideal = sorted(grades, reverse=True)
    low = [place for place, grade in enumerate(grades) if grade == wanted and ideal.count(wanted) <= place]
    low = low or [
        place for place, grade in enumerate(grades) if grade and any(g < grade for g in grades[:place])
    ]
    above = [place for place in range(low[0]) if grades[place] < grades[low[0]]] if low else []
    return sorted({*above[:2], *low[:2]})


def _reasons(pair: Pair, values: Values, say: Mapping[str, str], at: int) -> str:
    firm, posting = values.firms.get(pair[0]), values.opportunities.get(pair[1])
    if firm is None or posting is None:
        return say["lost"]
    match = values.scorer.match(firm, posting)
    if match.excluded is not None:
        why = match.excluded.sentence if at == 0 else match.excluded.sentence_en
        return say["out"].format(why=why)
    told = "；".join(
        f"{NAMES[each.feature][at]} {each.points:+.1f}（{each.sentence if at == 0 else each.sentence_en}）"
        for each in match.findings[:_FINDINGS]
    )
    return f"{say['points'].format(score=match.score)}：{told}"


def _names(judged: Judged) -> dict[str, str]:
    named = {posting.id: posting.title for posting in judged.opportunities}
    named.update({firm.id: firm.name for firm in judged.firms})
    return named


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns in line on a terminal, where a Chinese character is two wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def lines(text: Iterable[str]) -> str:
    """Lines as one text."""
    return "\n".join(text) + "\n"
