"""The features of a score as the docking strip names them: one character for the bar, a word for the list."""

from typing import NamedTuple

from django.utils.translation import pgettext_lazy


class FeatureWord(NamedTuple):
    key_zh: str
    key_en: str
    label: str  # lazy


FEATURES: dict[str, FeatureWord] = {
    "industry": FeatureWord("业", "I", pgettext_lazy("feature", "Industry")),
    "region": FeatureWord("地", "R", pgettext_lazy("feature", "Region")),
    "size": FeatureWord("资", "S", pgettext_lazy("feature", "Size")),
    "land": FeatureWord("亩", "L", pgettext_lazy("feature", "Land")),
    "intensity": FeatureWord("强", "D", pgettext_lazy("feature", "Intensity")),
    "mode": FeatureWord("式", "M", pgettext_lazy("feature", "Mode")),
    "text": FeatureWord("文", "T", pgettext_lazy("feature", "Wording")),
    "maturity": FeatureWord("实", "F", pgettext_lazy("feature", "Maturity and freshness")),
    "freshness": FeatureWord("新", "N", pgettext_lazy("feature", "Freshness")),
    "history": FeatureWord("往", "P", pgettext_lazy("feature", "Past dealings")),
    "past": FeatureWord("往", "P", pgettext_lazy("feature", "Past dealings")),
}


def feature_word(name: str) -> FeatureWord:
    """The word of a feature; one nobody has named yet stands for itself."""
    return FEATURES.get(name) or FeatureWord(name[:1].upper(), name[:1].upper(), name)
