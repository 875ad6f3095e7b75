"""What one does at events."""
