"""The steps that bring the file of an older version to the tables of this one.

A step that was released is never edited. Each one bears a number, and the file says the number of
the last step applied.
"""
