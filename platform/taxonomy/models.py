"""Regions, industries, sectors and the rows that tie them together.

Every code table is a tree we own: primary keys are the stable codes of the standards, rows are retired and
never deleted, and everything outside points at them with PROTECT.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

OWN_NUMBERS = 10_001


class RowQuerySet(models.QuerySet):
    def current(self):
        """Rows still in force."""
        return self.filter(is_retired=False)


class CodedQuerySet(RowQuerySet):
    def within(self, code: str):
        """The node `code` and everything below it."""
        return self.filter(path__contains=f"/{code}/")

    def named_like(self, text: str):
        """Nodes whose code or pinyin begins with `text`, or whose name holds it."""
        text = text.strip().lower()
        begins = models.Q(code__istartswith=text) | models.Q(initials__startswith=text)
        spelt = models.Q(pinyin__startswith=text) | models.Q(name_en__istartswith=text)
        return self.filter(begins | spelt | models.Q(name__icontains=text))


class Row(models.Model):
    """What every table shares: rows are retired, never deleted, and edits outlive an update of the tables."""

    is_retired = models.BooleanField(
        _("retired"), default=False, help_text=_("A retired row is kept, but no longer offered or used.")
    )
    is_edited = models.BooleanField(
        _("edited by the secretariat"),
        default=False,
        editable=False,
        help_text=_("An update of the tables leaves edited rows as they are."),
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True


class Named(models.Model):
    """A name in Chinese and, where one is known, in English."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        if (get_language() or "").startswith("en") and self.name_en:
            return self.name_en
        return self.name


class Coded(Named, Row):
    """A node of a tree of codes. `path` is "/root/…/self/", so a filter on a parent needs no walk."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(_("path"), max_length=80, db_index=True, editable=False)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True)
    initials = models.CharField(_("initials"), max_length=60, blank=True, db_index=True)

    objects = CodedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]

    @property
    def ancestor_codes(self) -> tuple[str, ...]:
        """Codes from the root down to this node itself."""
        return tuple(part for part in self.path.split("/") if part)


class Region(Coded):
    """A division of GB/T 2260 or a development zone below one."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        ZONE = "zone", _("development zone")

    full_name = models.CharField(_("full name"), max_length=120)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    class Meta(Coded.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    @property
    def label(self) -> str:
        if (get_language() or "").startswith("en") and self.name_en:
            return self.name_en
        return self.full_name


class RegionAlias(Row):
    """Another or an older name of a region: 蓉, 郫县."""

    class Kind(models.TextChoices):
        SHORT = "short", _("single character")
        NICKNAME = "nickname", _("nickname")
        OLD_NAME = "old_name", _("old name")
        ZONE = "zone", _("other name of a zone")
        READING = "reading", _("other reading")

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases", verbose_name=_("region"))
    alias = models.CharField(_("alias"), max_length=40, db_index=True)
    kind = models.CharField(_("kind of alias"), max_length=40, choices=Kind.choices, default=Kind.NICKNAME)

    class Meta:
        verbose_name = _("region alias")
        verbose_name_plural = _("region aliases")
        ordering = ["region_id", "alias"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "alias"],
                name="region_alias_once",
                violation_error_message=_("This place already has this alias."),
            )
        ]

    def __str__(self) -> str:
        return self.alias


class RegionGroup(Row):
    """A named set of regions that people speak of as one: 川南, 攀西."""

    name = models.CharField(_("name"), max_length=40, primary_key=True)
    members = models.ManyToManyField(Region, related_name="groups", verbose_name=_("places in the group"))

    class Meta:
        verbose_name = _("region group")
        verbose_name_plural = _("region groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Industry(Coded):
    """A node of GB/T 4754-2017: 门类 (1), 大类 (2), 中类 (3), 小类 (4)."""

    level = models.PositiveSmallIntegerField(_("level"))

    class Meta(Coded.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


class Sector(Named, Row):
    """One of the chamber's twelve sectors."""

    code = models.SlugField(_("code"), max_length=20, primary_key=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("chamber sector")
        verbose_name_plural = _("chamber sectors")
        ordering = ["order", "code"]


class CrosswalkQuerySet(RowQuerySet):
    def next_number(self) -> int:
        """The number for a row the secretariat adds; those of the files stay below `OWN_NUMBERS`."""
        highest = self.aggregate(highest=models.Max("number"))["highest"] or 0
        return max(highest + 1, OWN_NUMBERS)


class CrosswalkRow(Row):
    """Sector ↔ GB/T 4754 ↔ everyday term. A match names the `number` of the row it used."""

    number = models.PositiveIntegerField(_("row number"), unique=True)
    sector = models.ForeignKey(
        Sector, models.PROTECT, related_name="crosswalk", verbose_name=_("chamber sector")
    )
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, related_name="crosswalk", verbose_name=_("industry")
    )
    term = models.CharField(_("everyday term"), max_length=40, blank=True, db_index=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = CrosswalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("crosswalk row")
        verbose_name_plural = _("crosswalk rows")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "industry", "term"],
                condition=models.Q(industry__isnull=False),
                name="crosswalk_industry_once",
                violation_error_message=_("This sector already has a row with this industry and this term."),
            ),
            models.UniqueConstraint(
                fields=["sector", "term"],
                condition=models.Q(industry__isnull=True),
                name="crosswalk_term_once",
                violation_error_message=_("This sector already has a row with this term and no industry."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.sector} · {self.industry_id or '—'} · {self.term or '—'}"

    def clean(self) -> None:
        if not self.industry_id and not self.term:
            raise ValidationError(
                _("Give an industry, an everyday term, or both: a row with neither says nothing.")
            )


class SynonymGroup(Row):
    """Words a query for `head` is widened by."""

    head = models.CharField(_("head word"), max_length=40, primary_key=True)
    terms = models.JSONField(_("also searched as"), default=list)

    class Meta:
        verbose_name = _("synonym group")
        verbose_name_plural = _("synonym groups")
        ordering = ["head"]

    def __str__(self) -> str:
        return self.head

    @property
    def also(self) -> str:
        """The terms in one line, for lists."""
        return "、".join(self.terms)


class TableVersion(models.Model):
    """One row: what was loaded last, and a stamp every process compares to know whether its copy is stale."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    content_hash = models.CharField(max_length=64, blank=True)
    stamp = models.PositiveBigIntegerField(default=0)
