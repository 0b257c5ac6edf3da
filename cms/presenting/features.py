"""The features of a score as the docking strip names them: one character for the bar, a word for the list."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class FeatureWord(NamedTuple):
    key_zh: str
    key_en: str
    label: str  # lazy


FEATURES: dict[str, FeatureWord] = {
    "industry": FeatureWord("业", "I", _("Industry")),
    "region": FeatureWord("地", "R", _("Region")),
    "size": FeatureWord("资", "S", _("Size")),
    "land": FeatureWord("亩", "L", _("Land")),
    "intensity": FeatureWord("强", "D", _("Intensity")),
    "mode": FeatureWord("式", "M", _("Mode")),
    "text": FeatureWord("文", "T", _("Wording")),
    "maturity": FeatureWord("实", "F", _("Maturity and freshness")),
    "freshness": FeatureWord("新", "N", _("Freshness")),
    "history": FeatureWord("往", "P", _("Past dealings")),
    "past": FeatureWord("往", "P", _("Past dealings")),
}


def feature_word(name: str) -> FeatureWord:
    """The word of a feature; one nobody has named yet stands for itself."""
    return FEATURES.get(name) or FeatureWord(name[:1].upper(), name[:1].upper(), name)
