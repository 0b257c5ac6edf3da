"""Addresses of a firm's own pages, below /workbench/firm/. `workbench.urls` takes them in."""

from django.urls import path

from . import intents, profile

urlpatterns = [
    path("firm/", profile.firm_profile, name="firm_profile"),
    path("firm/intents/", intents.intents, name="intents"),
    path("firm/intents/new/", intents.intent_new, name="intent_new"),
    path("firm/intents/<int:pk>/", intents.intent_edit, name="intent"),
    path("firm/intents/<int:pk>/close/", intents.intent_switch_off, name="intent_close"),
    path("firm/intents/<int:pk>/reopen/", intents.intent_switch_on, name="intent_reopen"),
]
