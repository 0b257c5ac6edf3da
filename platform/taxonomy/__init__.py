"""Regions, industries, the twelve sectors and the crosswalk between them.

Two front doors: `taxonomy.tables` is plain Python over the files in `data/`; `taxonomy.tree` gives the same
object from the database, for the web. Nothing of Django is loaded by importing this package.
"""
