"""How the web asks for screening."""
