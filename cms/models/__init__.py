from .access import OfficeAccess
from .home import HomePage
from .news import NewsIndexPage, NewsPage
from .office import OfficeIndexPage, OfficePage
from .opportunity import OpportunityPage, OpportunityPlan
from .review import Review
from .stamp import ContentStamp
from .standard import StandardPage
from .task import ScoringTask

__all__ = [
    "ContentStamp",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "OfficeAccess",
    "OfficeIndexPage",
    "OfficePage",
    "OpportunityPage",
    "OpportunityPlan",
    "Review",
    "ScoringTask",
    "StandardPage",
]
