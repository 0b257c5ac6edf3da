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
    "fit": FeatureWord("合", "B", pgettext_lazy("feature", "Both together")),
    "size": FeatureWord("资", "S", pgettext_lazy("feature", "Size")),
    "mode": FeatureWord("式", "M", pgettext_lazy("feature", "Mode")),
    "text": FeatureWord("文", "W", pgettext_lazy("feature", "Wording")),
    "floor": FeatureWord("底", "Z", pgettext_lazy("feature", "Not below zero")),
    "reservation": FeatureWord("虑", "D", pgettext_lazy("feature", "Doubts")),
}
NEVER_OPEN = {"reservation"}
"""Features that only take away: nothing said there leaves no socket open."""


def feature_word(name: str) -> FeatureWord:
    """The word of a feature; one nobody has named yet stands for itself."""
    return FEATURES.get(name) or FeatureWord(name[:1].upper(), name[:1].upper(), name)
