"""How the web asks about events."""
