"""The path of a region as a page prints it: 四川省 › 自贡市 › 荣县."""

from typing import NamedTuple


class Step(NamedTuple):
    code: str
    name: str


def path(regions, code: str, *, english: bool = False) -> tuple[Step, ...]:
    """From the province down to `code` itself; () for a code the tree does not hold.

    `regions` is `taxonomy.tables.Regions`. A municipality whose only city level repeats it appears once.
    """
    steps: list[Step] = []
    for ancestor in regions.ancestors(code):
        region = regions[ancestor]
        name = (region.name_en or region.full_name) if english else region.full_name
        if not steps or steps[-1].name != name:
            steps.append(Step(ancestor, name))
    return tuple(steps)
