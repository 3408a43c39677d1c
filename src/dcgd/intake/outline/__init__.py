"""The tree of numbered items, and which of them are sections and tasks; what the document says of itself."""
