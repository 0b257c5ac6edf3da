"""Forms of the firm's own pages and of the secretariat's admin: the same fields in both."""
