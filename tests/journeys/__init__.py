"""Journeys: a real browser against a real server with the demonstration data.  `make test-browser` runs them.

site.py builds the site once a session and serves it; pages.py names every kind of page; the tests walk.
"""
