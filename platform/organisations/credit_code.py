"""统一社会信用代码: the 18-character code of GB 32100-2015 and its check digit."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def check_character(body: str) -> str:
    """The 18th character for the first 17. Raises ValueError for a character outside the alphabet."""
    total = sum(weight * ALPHABET.index(char) for weight, char in zip(WEIGHTS, body, strict=True))
    return ALPHABET[-total % 31]


def fault_of(code: str) -> str | None:
    """What is wrong with `code`: "length", "alphabet" or "check"; None where it is right.

    Source: GB 32100-2015, 4.6 (weights 3^i mod 31, check character (31 − Σ mod 31) mod 31).
    """
    if len(code) != 18:
        return "length"
    if any(char not in ALPHABET for char in code):
        return "alphabet"
    if code[17] != check_character(code[:17]):
        return "check"
    return None
