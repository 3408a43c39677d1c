"""Forms sent out and workbooks that come back filled."""
