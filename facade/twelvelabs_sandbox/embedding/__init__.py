"""Vectors of texts, images, sounds, videos and documents."""
