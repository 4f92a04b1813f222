"""API version 1.3: intent to `Call`, generated reply to facade model. Pure."""
