"""What one sees of events."""
