"""The form of a posting, in the groups and the order of the official forms."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from cms.panels.findings import FindingsPanel, ReviewsPanel
from cms.widgets import TreePicker, TreePickerMultiple, WanInput

WAN = _("In 10,000 yuan (万元): 3 亿元 is written 30000.")

project = MultiFieldPanel(
    [
        FieldPanel(
            "title",
            heading=_("Project name"),
            help_text=_("What is to be built, and where. Firms read it before anything else."),
        ),
        FieldRowPanel([FieldPanel("number"), FieldPanel("status")]),
        FieldPanel(
            "statistics_name",
            help_text=_("Where the project is registered under another name, so that it counts once."),
        ),
        FieldPanel("summary", help_text=_("What is to be built and for whom; shown in every list.")),
        FieldPanel("content_and_scale"),
        FieldPanel("progress"),
    ],
    heading=_("Project"),
)
place = MultiFieldPanel(
    [
        FieldPanel(
            "region",
            widget=TreePicker("region"),
            help_text=_("County or zone. Type its name, pinyin (zigong, zg) or code."),
        ),
        FieldRowPanel([FieldPanel("township"), FieldPanel("address")]),
    ],
    heading=_("Place"),
)
industry = MultiFieldPanel(
    [
        FieldPanel("sectors", widget=CheckboxSelectMultiple, required_on_save=False),
        FieldPanel(
            "industries",
            widget=TreePickerMultiple("industry"),
            help_text=_("Of GB/T 4754, at any level: name, code (C1371, 1371) or an everyday word."),
        ),
        FieldPanel("chain"),
    ],
    heading=_("Sectors and industries"),
)
money = MultiFieldPanel(
    [
        FieldPanel("modes", heading=_("Modes of cooperation")),
        FieldRowPanel(
            [
                FieldPanel("amount_wan", widget=WanInput, help_text=WAN),
                FieldPanel("currency"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("minimum_wan", widget=WanInput, help_text=WAN),
                FieldPanel("intensity_wan_per_mu"),
            ]
        ),
        FieldPanel("undertaker"),
    ],
    heading=_("Money and cooperation"),
)
land = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("land_mu"), FieldPanel("land_use")]),
        FieldRowPanel([FieldPanel("plot_ratio"), FieldPanel("build_months")]),
        FieldPanel("picture"),
        InlinePanel("plans", heading=_("Further plans and pictures"), label=_("plan")),
    ],
    heading=_("Land and building"),
)
conditions = MultiFieldPanel(
    [
        FieldPanel("conditions"),
        FieldPanel("guarantees"),
        FieldPanel("policies"),
        FieldPanel("benefits"),
        FieldPanel("requirements"),
    ],
    heading=_("Conditions"),
)
maturity = MultiFieldPanel(
    [
        FieldPanel("has_fixed_amount"),
        FieldPanel("has_chosen_site"),
        FieldPanel("has_planning_opinion"),
        FieldPanel("has_eia_outlook"),
        FieldPanel("has_benefit_estimate"),
        FieldPanel("has_clear_supply"),
    ],
    heading=_("Maturity"),
    help_text=_("One point for each tick. Firms see them and can search by them."),
)
contact = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_title")]),
        FieldPanel("contact_phone"),
    ],
    heading=_("Contact, hidden from firms"),
    help_text=_("Shown to the secretariat, and to a firm once both sides have agreed to be introduced."),
)
schedule = [
    FieldPanel("deadline", help_text=_("Last day on which firms may answer. Empty: until closed.")),
    PublishingPanel(),
]

opportunity_edit_handler = TabbedInterface(
    [
        ObjectList(
            [
                FindingsPanel(),
                ReviewsPanel(),
                project,
                place,
                industry,
                money,
                land,
                conditions,
                maturity,
                contact,
            ],
            heading=_("Posting"),
        ),
        ObjectList(schedule, heading=_("Schedule")),
    ]
)
