"""Estimates of the tables from aggregates: a module a topic, put together by `assembly`."""
