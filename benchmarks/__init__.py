"""Measurements on material that is not in the repository; docs/accuracy.md says where it comes from."""
