"""What changes between descriptions, what it breaks, and moving a checkout from one to the next.

`changes` compares two descriptions as a client meets them, `rendering` and `report` tell it, `explanations` are the
known reasons, `upgrade` tries a description, `lock`, `swap` and `files` put it in place, `surface` watches the facade's
own promises.
"""
