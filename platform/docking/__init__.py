"""The project: settings, addresses, start-up checks, background app.  It alone knows every other package."""
