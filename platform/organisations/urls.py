"""Addresses below /members/."""

from django.urls import path

from organisations.views import account, join, suggest

app_name = "organisations"
urlpatterns = [
    path("join/<str:token>/", join.join, name="join"),
    path("account/", account.account, name="account"),
    path("suggest/", suggest.suggest, name="suggest"),
]
