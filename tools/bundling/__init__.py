"""What `tools/bundle.py` is made of: platforms, wheels, the frozen folder, checksums, the bill of materials."""
