"""The project: settings, addresses, start-up checks, background app.  `docking` alone knows every other package."""
