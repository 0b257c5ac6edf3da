"""Plain functions that turn stored values into what a public page prints: no request, no template."""
