"""How good the search is, measured: judged queries, asked of an engine as the result page asks it."""
