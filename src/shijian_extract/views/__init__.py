"""What records look like: cells of text, stretches of evidence, HTML for notebooks, data frames.

Receives plain data (articles and records in their public JSON form, pydantic models for their fields) and knows no record
types of its own, so that the records can show themselves by it; `show` lays the same cells and stretches out for a
terminal. Refuses with `NeedsPackageError` a data frame of a library that is not installed.
"""
