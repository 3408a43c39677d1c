"""What a report may be, what people type for one, and the reports as a log."""
