from .home import HomePage
from .news import NewsIndexPage, NewsPage
from .office import OfficeIndexPage, OfficePage
from .opportunity import OpportunityPage, OpportunityPlan
from .standard import StandardPage

__all__ = [
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OfficeIndexPage",
    "OfficePage",
    "OpportunityPage",
    "OpportunityPlan",
    "StandardPage",
]
