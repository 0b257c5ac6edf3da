"""Where Wagtail meets matching: the weights' pages and their place in the side bar."""

from typing import Any

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from organisations.access import is_secretariat


class WeightsMenuItem(MenuItem):  # type: ignore[misc]
    """匹配权重: how much each reason counts."""

    def __init__(self) -> None:
        super().__init__(
            _("Matching weights"),
            reverse_lazy("weights:index"),
            name="weights",
            icon_name="sliders",
            order=250,
        )

    def is_shown(self, request: Any) -> bool:
        return is_secretariat(request.user)


hooks.register("register_admin_menu_item", WeightsMenuItem)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def urls() -> list[Any]:
    return [path("weights/", include("matching.weighting.urls"))]
