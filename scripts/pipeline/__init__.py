"""The seam between published descriptions of the API and the generated package.

`document` reads a description, `canonical` and `specification` bring it into one form, `places` walks two of them side
by side, `graft` merges a published one onto ours, `generator` makes Python of the result, `tree` puts it in place.
"""
