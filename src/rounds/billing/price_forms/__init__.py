"""What people type into prices, vouchers, taxes and points."""
