"""The reasons, one a module.  Each has `value` (thousandths in [-1000, 1000], or None when a side is
silent) and `say`.

The order is the order in which they are shown when their points are equal.
"""

from __future__ import annotations

from matching.features import fit, industry, mode, past, ready, region, reservation, role, size, text

NAMES: dict[str, tuple[str, str]] = {
    "industry": ("行业", "Industry"),
    "region": ("地区", "Region"),
    "fit": ("行业与地区合看", "Industry and place together"),
    "size": ("投资规模", "Size"),
    "mode": ("合作方式", "Mode"),
    "role": ("角色", "Role"),
    "text": ("文字相近", "Wording"),
    "ready": ("成熟与新鲜", "Ready and fresh"),
    "past": ("以往往来", "Past dealings"),
    "reservation": ("企业的顾虑", "The firm's reservations"),
    "floor": ("不低于零分", "Not below zero"),
}
DOCUMENTED = {
    "industry": industry,
    "region": region,
    "fit": fit,
    "size": size,
    "mode": mode,
    "role": role,
    "text": text,
    "ready": ready,
    "past": past,
    "reservation": reservation,
}

__all__ = ["DOCUMENTED", "NAMES"]
