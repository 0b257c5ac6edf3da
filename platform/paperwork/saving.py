"""Good rows into the database. The caller opens the transaction: all of them are saved, or none."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from cms.services import draft_opportunity
from jobs.services import enqueue, suspended
from organisations.models import Committee, Firm, GroupMember, InvestmentOffice
from paperwork.reading.rows import Row

BATCH = 500
FIRM_RELATIONS = ("sectors", "industries", "target_regions")
FIRM_KEYS = {"business_region": "business_region_id", "hometown_region": "hometown_region_id"}
Progress = Callable[[int], object]


def save_booklet(rows: Iterable[Row], *, actor: Any, progress: Progress | None = None) -> int:
    """Each row becomes a draft under the page of its office. Returns how many."""
    offices = InvestmentOffice.objects.in_bulk()
    done = 0
    with suspended():  # a draft is neither found nor matched, so nothing needs to be woken
        for done, row in enumerate(rows, 1):
            fields = dict(row.values)
            office = offices[fields.pop("office")]
            draft_opportunity(office=office, fields=fields, actor=actor)
            if progress and done % 20 == 0:
                progress(done)
    return done


def save_firms(rows: Iterable[Row], *, actor: Any, progress: Progress | None = None) -> int:
    """Each row becomes a member firm; group members and committees it names are added. Returns how many."""
    groups = {name: pk for pk, name in GroupMember.objects.values_list("pk", "name")}
    committees = {name: pk for pk, name in Committee.objects.values_list("pk", "name")}
    done = 0
    for batch in _batches(iter(rows)):
        firms = [Firm(**_firm_fields(row.values, groups, committees)) for row in batch]
        Firm.objects.bulk_create(firms)
        for name in FIRM_RELATIONS:
            _link(name, [(firm.pk, row.values.get(name, ())) for firm, row in zip(firms, batch, strict=True)])
        done += len(batch)
        if progress:
            progress(done)
    if done:
        enqueue("matching.match_all", "all")
    return done


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _firm_fields(
    values: dict[str, Any], groups: dict[str, int], committees: dict[str, int]
) -> dict[str, Any]:
    fields = {
        FIRM_KEYS.get(name, name): value for name, value in values.items() if name not in FIRM_RELATIONS
    }
    for name, known, model in (("group_member", groups, GroupMember), ("committee", committees, Committee)):
        called = fields.pop(name, None)
        if called:
            if called not in known:
                known[called] = model.objects.create(name=called).pk
            fields[f"{name}_id"] = known[called]
    return fields


def _link(relation: str, pairs: list[tuple[int, Iterable[str]]]) -> None:
    field = Firm._meta.get_field(relation)
    through = field.remote_field.through
    target = f"{field.m2m_reverse_field_name()}_id"
    through.objects.bulk_create(
        through(firm_id=firm_id, **{target: code}) for firm_id, codes in pairs for code in codes
    )
