"""Start-up checks, one id for each setting that can be wrong."""
