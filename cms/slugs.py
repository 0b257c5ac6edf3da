"""Addresses made of letters: 自贡冷链 → zi-gong-leng-lian.  They survive being copied into a chat."""

import re

LENGTH = 60


def slug_for(title: str) -> str:
    """Pinyin, ASCII, at most 60 characters, cut between syllables.  "posting" when nothing is left."""
    from pypinyin import lazy_pinyin  # its table of phrases takes 50 MB, and few processes make addresses

    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(title, errors=_kept)).lower())
    slug = ""
    for word in words:
        if len(slug) + 1 + len(word) > LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug or "posting"


def _kept(run: str) -> str:
    """What is no Chinese: letters and figures stay, other signs part the words."""
    return re.sub(r"[^A-Za-z0-9]+", " ", run)


def free_slug(title: str, *, parent, but: int | None = None) -> str:
    """`slug_for`, with a number behind where a page under `parent` other than `but` has it."""
    stem = slug_for(title)
    others = parent.get_children().filter(slug__startswith=stem).exclude(pk=but)
    taken = set(others.values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)
