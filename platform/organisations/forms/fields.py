"""Fields that understand what people type: places, industries, amounts in 万元, land in 亩."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from organisations import words
from sheets.amounts import Amount, parse_wan
from taxonomy.models import Industry, Region

MODELS = {"region": Region, "industry": Industry}
EXAMPLES = {"region": "自贡、川南、510300", "industry": "预制菜、1432"}
MOST = 60  # places or industries in one field


class _Suggesting:
    """A text control that asks the server what its last word may become. Without script it is plain text."""

    kind = ""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        if "id" in attrs:
            attrs |= {
                "hx-get": f"{reverse('organisations:suggest')}?kind={self.kind}",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": f"#{attrs['id']}_suggest",
                "hx-sync": "this:replace",
                "autocomplete": "off",
                "data-suggest": self.kind,
            }
        return attrs


class SuggestingTextarea(_Suggesting, forms.Textarea):
    pass


class SuggestingInput(_Suggesting, forms.TextInput):
    pass


def message_of(kind: str, fault: words.Unresolved) -> ValidationError:
    """What to write instead, in a sentence that names the word."""
    texts = {
        ("region", False): _("No place is called “%(word)s”. Write a place such as %(example)s."),
        ("region", True): _(
            "“%(word)s” may be several places or was understood in part. Write one of: %(ways)s."
        ),
        ("industry", False): _("No industry is called “%(word)s”. Write a name or code such as %(example)s."),
        ("industry", True): _(
            "“%(word)s” may be several industries or was understood in part. Write one of: %(ways)s."
        ),
    }
    return ValidationError(
        texts[kind, bool(fault.candidates)],
        code="unresolved",
        params={"word": fault.word, "example": EXAMPLES[kind], "ways": "；".join(fault.candidates)},
    )


def rows_of(kind: str, codes: tuple[str, ...]) -> list:
    """The rows of `codes`, in their order. A code without a row means that the tables are not loaded."""
    rows = MODELS[kind].objects.in_bulk(codes)
    missing = [code for code in codes if code not in rows]
    if missing:
        raise ValidationError(
            _("The database does not hold %(codes)s yet. Tell the secretariat: load_taxonomy must be run."),
            params={"codes": ", ".join(missing)},
        )
    return [rows[code] for code in codes]


class CodesField(forms.Field):
    """Several places or industries in one text; cleaned to a list of rows in the order they were written."""

    kind = ""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 5)
        widget = SuggestingTextarea(attrs={"class": "area", "rows": rows})
        widget.kind = self.kind
        super().__init__(**{"widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        if value is None or isinstance(value, str):
            return value
        return "\n".join(words.text_of(self.kind, getattr(item, "pk", item)) for item in value)

    def clean(self, value: Any) -> list:
        reading = words.read(self.kind, value or "")
        if reading.unresolved:
            raise ValidationError([message_of(self.kind, fault) for fault in reading.unresolved])
        if len(reading.codes) > MOST:
            raise ValidationError(
                ngettext_lazy("At most %(most)s in one field.", "At most %(most)s in one field.", MOST)
                % {"most": MOST}
            )
        if self.required and not reading.codes:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows_of(self.kind, reading.codes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = words.read(self.kind, self.prepare_value(initial) or "").codes
        reading = words.read(self.kind, data or "")
        return bool(reading.unresolved) or set(before) != set(reading.codes)


class RegionsField(CodesField):
    kind = "region"


class IndustriesField(CodesField):
    kind = "industry"


class RegionField(forms.Field):
    """One place; cleaned to its row, or None."""

    kind = "region"

    def __init__(self, **options: Any) -> None:
        widget = SuggestingInput(attrs={"class": "input"})
        widget.kind = self.kind
        super().__init__(**{"widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Region):
            return words.text_of(self.kind, value.pk)
        # a code from the model, or what somebody typed (which may be a code too: it reads the same)
        return words.text_of(self.kind, value) if value else value

    def clean(self, value: Any) -> Region | None:
        text = (value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        reading = words.read(self.kind, text)
        if reading.unresolved:
            raise ValidationError([message_of(self.kind, fault) for fault in reading.unresolved])
        if len(reading.codes) > 1:
            raise ValidationError(_("Write one place only."), code="several")
        return rows_of(self.kind, reading.codes)[0] if reading.codes else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (self.prepare_value((data or "").strip()) or "")


def short_input(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input input--s", "inputmode": "decimal", **attrs})


class WanBoundField(forms.BoundField):
    @property
    def wan(self) -> Decimal | None:
        """What the control holds, in 万元, to be said in 亿元 beside it; None where it cannot be read."""
        try:
            return self.field.clean(self.value())
        except ValidationError:
            return None


class WanField(forms.Field):
    """An amount in 万元; 1.2亿 and 5000万元 are understood and stored as 万元 (Decimal, 2 places)."""

    widget = forms.TextInput
    bound_field_class = WanBoundField

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", short_input())
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return figure(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        amount = parse_wan(text)
        if not isinstance(amount, Amount) or amount.low != amount.high:
            if text.startswith(("-", "－", "−")):
                raise ValidationError(_("This cannot be below zero."), code="negative")
            raise ValidationError(
                _("Write one figure in units of 10,000 yuan, such as 5000; 1.2亿 is understood too."),
                code="amount",
            )
        if amount.high >= Decimal(10) ** 12:
            raise ValidationError(_("This is more than can be stored. Check the figure and its unit."))
        return amount.high

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True


class MuField(forms.DecimalField):
    """Land in 亩."""

    default_error_messages = {"invalid": _("Write a figure in mu, such as 85.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", short_input())
        super().__init__(**{"max_digits": 10, "decimal_places": 2, **options})

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.strip().replace(",", "").replace("，", "").removesuffix("亩").strip()
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return figure(value) if isinstance(value, Decimal) else value


def figure(value: Decimal) -> str:
    """12000.00 as 12000, 0.50 as 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
