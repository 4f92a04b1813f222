"""The seam between published descriptions of the API and the generated package.

`document` reads a description; `schemas` (with `all_of`, `heirs`, `keywords`), `unions` and `canonical` bring it into
one form (`specification`), and `whole` keeps what that leaves out, for comparisons. `places` walks two of them side by
side, `graft` merges a published one onto ours as `differences` decide, `unsupported` names what cannot be generated.
`prepare` and `wire` shape the result for the generator, `making`, `chunks` and `generator` make Python of it,
`verifying` holds it against what it may hold, `tree` puts it in place, `spec_lock` records what it was made from.
"""
