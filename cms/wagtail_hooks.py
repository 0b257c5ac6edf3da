"""Where Wagtail meets the platform: one line a hook, the work is in cms/admin/."""

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.admin import guards, menu, views
from cms.admin.buttons import posting_buttons
from cms.admin.listing import opportunity_listing

hooks.register("register_admin_viewset", lambda: opportunity_listing)
hooks.register("register_admin_menu_item", menu.ReviewMenuItem)
hooks.register("register_admin_menu_item", menu.WorkbenchMenuItem)
hooks.register("construct_main_menu", menu.tidy)
hooks.register("register_page_listing_more_buttons", posting_buttons)
hooks.register("before_copy_page", guards.copy_stays_with_its_office)
hooks.register("construct_page_chooser_queryset", guards.own_pages_in_choosers)


@hooks.register("register_admin_urls")
def urls():
    return [
        path("pick/<slug:kind>/", views.pick, name="cms_pick"),
        path("postings/<int:page_id>/confirm/", views.confirm_valid, name="cms_confirm_valid"),
        path("postings/<int:page_id>/status/<slug:status>/", views.set_status, name="cms_set_status"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page, user, view_name, next_url=None):
    return posting_buttons(page, user, next_url=next_url)


hooks.register("construct_page_action_menu", menu.posting_actions)


@hooks.register("register_log_actions")
def log_actions(actions) -> None:
    actions.register_action("cms.confirm_valid", _("Confirm"), _("Confirmed that the posting is still valid"))
    actions.register_action("cms.set_status", _("Change status"), _("Changed the status of the posting"))


@hooks.register("insert_global_admin_css")
def style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/platform.css"))
