"""Data files read into the domain: forms, calls, lists, examples, contracts.

Owner of yaml and pydantic.
"""
