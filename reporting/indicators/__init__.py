"""The twelve indicators of the plan (§ 3.6), each defined once, as a set of rows with a date.

`rows` holds the sets, `definitions` the indicators over them, `engine` computes values, items and drill-down in SQL,
`presentation` tells a figure in words and draws it. Page, PDF, JSON and CSV all read from these (docs/indicators.md).
"""
