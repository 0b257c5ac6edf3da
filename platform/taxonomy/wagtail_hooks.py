"""The tables in the Wagtail admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from taxonomy.editing.policy import TABLES, KeptRows
from taxonomy.editing.viewsets import TaxonomyGroup

for model in TABLES:
    register_permission_policy(model, KeptRows(model), exact_class=True)


@hooks.register("register_admin_viewset")
def taxonomy_tables() -> TaxonomyGroup:
    return TaxonomyGroup()
