"""What the secretariat's edits do besides changing a row."""

from django.db import transaction

from taxonomy import models
from taxonomy.loader import initials_of, path_of


@transaction.atomic
def row_save(*, row: models.Row) -> models.Row:
    """Save an edited or added row and mark it, so that an update of the tables leaves it alone.

    A node of a tree also gets its path and initials; when its place changed, so do the paths below it. A
    crosswalk row without a number gets the next one of the secretariat's own.
    """
    row.is_edited = True
    if isinstance(row, models.CrosswalkRow) and row.number is None:
        row.number = models.CrosswalkRow.objects.next_number()
    if isinstance(row, models.Coded):
        row.initials = initials_of(row.pinyin)
        before, row.path = row.path, path_of([*(row.parent.ancestor_codes if row.parent else ()), row.pk])
        row.save()
        if before and before != row.path:
            _move_below(row, before)
    else:
        row.save()
    return row


def _move_below(row: models.Coded, before: str) -> None:
    below = list(type(row).objects.filter(path__startswith=before).exclude(pk=row.pk))
    for node in below:
        node.path = row.path + node.path.removeprefix(before)
    type(row).objects.bulk_update(below, ["path"])
