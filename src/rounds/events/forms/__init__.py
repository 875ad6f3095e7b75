"""What people type at events."""
