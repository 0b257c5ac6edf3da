"""Addresses below /workbench/."""

from django.urls import path

from workbench import home, matches, pairs, picks, postings, ruled_out, urls_firm

app_name = "workbench"
urlpatterns = [
    path("", home.home, name="home"),
    path("seat/", home.choose_seat, name="seat"),
    path("matches/", matches.of_firm, name="matches"),
    path("matches/<int:opportunity_id>/answer/", matches.answer, name="answer"),
    path("matches/why-not/", ruled_out.why_not, name="why_not"),
    path("postings/", postings.index, name="postings"),
    path("postings/<int:opportunity_id>/confirm/", postings.confirm, name="confirm"),
    path("postings/<int:opportunity_id>/matches/", postings.matches, name="opportunity_matches"),
    path("postings/<int:opportunity_id>/ruled-out/", ruled_out.firms, name="ruled_out"),
    path("pairs/", pairs.index, name="pairs"),
    path("pairs/<int:firm_id>/<int:opportunity_id>/", pairs.pair, name="pair"),
    path("pairs/<int:firm_id>/<int:opportunity_id>/answer/", pairs.set_aside, name="set_aside"),
    path("picks/", picks.index, name="picks"),
    path("picks/draw/", picks.draw, name="picks_draw"),
    path("picks/release/", picks.release, name="picks_release"),
    path("picks/<int:pick_id>/take-off/", picks.take_off, name="pick_take_off"),
    path("pairs/<int:firm_id>/<int:opportunity_id>/office/", pairs.office_answer, name="office_answer"),
    *urls_firm.urlpatterns,
]
