"""From an official document to a draft registry, in the order of the folders.

`text` makes clean text of bytes, `phrases` says what words mean, `outline` finds the items that become tasks, `draft`
makes entities of them; `update` merges a newer document into a registry, `official` compares a registry with its text.
"""
