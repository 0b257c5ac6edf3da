"""The demonstration log-ins, one for each role. They exist only where the demonstration data were loaded."""

from dataclasses import dataclass

PASSWORD = "docking-demo-2026"  # noqa: S105 printed at every start; the accounts exist nowhere else


@dataclass(frozen=True, slots=True)
class Login:
    """`role` is a `organisations.choices.Role` or "visitor"; `place` an office's key or a firm's name."""

    role: str
    email: str
    name: str
    place: str = ""


LOGINS = (
    Login("secretariat", "mishuchu@demo.docking.example", "周琳"),
    Login("officer", "rongxian@demo.docking.example", "罗敏", "rongxian"),
    Login("officer", "zizhong@demo.docking.example", "周祥", "zizhong"),
    Login("firm", "bashan@demo.docking.example", "陈国栋", "浙江巴山食品科技有限公司"),
    Login("firm", "tianmu@demo.docking.example", "沈亚萍", "湖州天目康养有限公司"),
    Login("visitor", "fangke@demo.docking.example", "访客"),
)
