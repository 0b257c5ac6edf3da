"""The way from the admin to the import of workbooks."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from organisations import access


class ImportMenuItem(MenuItem):
    """Excel 导入: for those whom the page lets in, officers and the secretariat."""

    def __init__(self) -> None:
        address = reverse("paperwork:imports")
        super().__init__(_("Import from Excel"), address, name="imports", icon_name="upload", order=130)

    def is_shown(self, request) -> bool:
        held = access.places(request.user)
        return held.is_secretariat or bool(held.office_ids)


hooks.register("register_admin_menu_item", ImportMenuItem)
