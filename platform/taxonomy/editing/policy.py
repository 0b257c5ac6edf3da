"""Who may do what with the tables: by group, and nobody deletes."""

from wagtail.permission_policies import ModelPermissionPolicy

from taxonomy import models

TABLES = (
    models.Region,
    models.RegionAlias,
    models.RegionGroup,
    models.Industry,
    models.Sector,
    models.CrosswalkRow,
    models.SynonymGroup,
)


class KeptRows(ModelPermissionPolicy):
    """The permissions of Django's groups, without deleting: rows are retired instead."""

    def user_has_permission(self, user: object, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: object, actions: list[str]) -> bool:
        return super().user_has_any_permission(user, [action for action in actions if action != "delete"])
