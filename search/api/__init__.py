"""The search as JSON: /api/v1/, read only, described by /api/v1/openapi.json."""
