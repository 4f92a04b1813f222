"""What changes between descriptions, what it breaks, and moving a checkout from one to the next.

`changes` compares two descriptions as a client meets them, `explanations` are the known reasons, `attempt` tries an
upgrade in a copy of the checkout (`rehearsal`), `upgrade` is its result, `rendering` and `report` show it, `lock`,
`swap` and `files` put it in place, `surface` watches the facade's own promises.
"""
