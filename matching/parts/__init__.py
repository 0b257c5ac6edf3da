"""A full run beyond one process: parts of the firms as jobs of their own, merged exactly.  docs/adr/0045."""
