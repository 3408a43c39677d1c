"""From an official document to a draft registry: bytes to text, text to a tree, the tree to tasks and targets."""
