"""The seam between published descriptions of the API and the generated package.

`document` reads a description, `schemas`, `unions` and `canonical` bring it into one form (`specification`), `places`
walks two of them side by side, `graft` merges a published one onto ours as `differences` decide, `prepare`, `chunks`
and `generator` make Python of the result, `tree` checks it, `spec_lock` records what it was made from.
"""
