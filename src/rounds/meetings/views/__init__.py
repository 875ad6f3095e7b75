"""How the web asks for meetings."""
