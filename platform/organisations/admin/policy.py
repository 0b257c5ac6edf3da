"""Who may do what with members in the admin: the secretariat, by membership; groups do not count."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from organisations import access
from organisations.choices import Role
from organisations.models import User


class SecretariatPolicy(BasePermissionPolicy):
    """The secretariat has the given actions on a model; nobody else has any, whatever their groups say."""

    def __init__(self, model: type[Model], actions: tuple[str, ...]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and access.is_secretariat(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return self.user_has_any_permission(user, actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        rows = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        if not self.actions.intersection(actions):
            return User.objects.none()
        secretary = Q(memberships__role=Role.SECRETARIAT, memberships__is_active=True)
        return User.objects.filter(Q(is_superuser=True) | secretary, is_active=True).distinct()
