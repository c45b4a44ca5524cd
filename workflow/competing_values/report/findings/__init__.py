"""Sentences of the report: functions of published tables, a module a topic, named as in `estimates` and `figures`."""
