"""API version 1.1: intent to `Call`, generated reply to facade model. Pure."""
