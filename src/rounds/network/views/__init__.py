"""How the web asks for the network."""
