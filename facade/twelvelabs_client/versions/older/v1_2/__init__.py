"""API version 1.2: intent to `Call`, generated reply to facade model. Pure."""
