"""The features of a score as the docking strip names them: one character for the bar, a word for the list."""

from typing import NamedTuple

from django.utils.translation import get_language, pgettext_lazy

from matching.features import NAMES


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
    """The word of a feature: ours, else that of the matching's own registry; else it stands for itself."""
    if name in FEATURES:
        return FEATURES[name]
    if name not in NAMES:
        return FeatureWord(name[:1].upper(), name[:1].upper(), name)
    chinese, english = NAMES[name]
    label = english if (get_language() or "").startswith("en") else chinese
    taken = {word.key_en for word in FEATURES.values()}
    letters = [letter.upper() for letter in english if letter.isalpha()]
    key = next((letter for letter in letters if letter not in taken), letters[0])
    return FeatureWord(chinese[:1], key, label)
