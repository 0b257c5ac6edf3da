"""Files in and out of the `match` command.  Plain Python: no Django, no database."""
