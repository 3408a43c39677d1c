"""The entities of a draft registry, the account of every character, and their text in YAML."""
