"""How the web asks for prices, orders and points."""
