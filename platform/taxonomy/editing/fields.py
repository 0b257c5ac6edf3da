"""Form fields that take a place or a class as people write it: a code, a name, a path of names."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taxonomy import models, tree
from taxonomy.nodes import Resolution

SHOWN = 5


class CodeField(forms.CharField):
    """A text that is resolved to one row; the error names the candidates when it fits several."""

    default_error_messages = {
        "unknown": _("“%(text)s” was not found. Write a code or a name."),
        "several": _("“%(text)s” can mean several: %(names)s. Write the code."),
        "retired": _("“%(text)s” is retired. Choose one in force."),
    }

    model: type[models.Coded]

    def resolve(self, text: str) -> tuple[Resolution, Callable[[str], str]]:
        """Return the resolution and a function that names a candidate."""
        raise NotImplementedError

    def clean(self, value: str | None) -> models.Coded | None:
        """Return the row meant, or None for an empty text that is allowed."""
        text = super().clean(value)
        if not text:
            return None
        code = text.split(" ", 1)[0]
        found, name = self.resolve(text)
        row = self.model.objects.filter(pk=found.code or code).first()
        if row is None and found.candidates:
            names = " · ".join(f"{c} {name(c)}" for c in found.candidates[:SHOWN])
            raise ValidationError(
                self.error_messages["several"], code="several", params={"text": text, "names": names}
            )
        if row is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"text": text})
        if row.is_retired:
            raise ValidationError(self.error_messages["retired"], code="retired", params={"text": text})
        return row

    def prepare_value(self, value: object) -> object:
        """Show "510300 四川省 › 自贡市" for a code that is set."""
        if isinstance(value, models.Coded):
            value = value.pk
        if isinstance(value, str) and value and " " not in value:
            _found, name = self.resolve(value)
            return f"{value} {name(value)}".strip()
        return value


class RegionField(CodeField):
    model = models.Region

    def resolve(self, text: str) -> tuple[Resolution, Callable[[str], str]]:
        regions = tree.current().regions
        answer = regions.resolve(text)
        code, _space, rest = text.partition(" ")
        if code in regions and rest:
            answer = Resolution(code, True, ())
        return answer, regions.path_name


class IndustryField(CodeField):
    model = models.Industry

    def resolve(self, text: str) -> tuple[Resolution, Callable[[str], str]]:
        industries = tree.current().industries
        answer = industries.resolve(text)
        code, _space, rest = text.partition(" ")
        if code in industries and rest:
            answer = Resolution(code, True, ())

        def name(code: str) -> str:
            node = industries.get(code)
            return node.name if node else ""

        return answer, name


class LinesField(forms.CharField):
    """A list of words, one a line; repeated and empty lines are dropped."""

    widget = forms.Textarea(attrs={"rows": 6})

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: str | None) -> list[str]:
        text = super().clean(value)
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class RegionsField(LinesField):
    """Several places, one a line, as rows."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.one = RegionField()

    def prepare_value(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return "\n".join(str(self.one.prepare_value(item)) for item in value)
        return value

    def clean(self, value: str | None) -> list[models.Region]:
        return [self.one.clean(line) for line in super().clean(value)]
