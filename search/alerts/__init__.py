"""Saved searches: what each catches of what is new, and who is told.

    saving      keep, change, pause, end a search
    evaluation  which of all saved searches the new documents satisfy
    digests     the e-mails: written with what they tell, sent by a job, once

Others call nothing in here: the index tells of its writes by `search.hooks.indexed`, the pages are in `urls`.
Why there is no percolator: docs/adr/0026.
"""
