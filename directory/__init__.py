"""Rett dør: a municipality's directory of low-threshold help, and an assistant that points to the right door."""
