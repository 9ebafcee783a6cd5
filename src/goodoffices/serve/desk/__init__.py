"""The desk: the record as a REST API and as pages, over the same questions that the commands ask. The only part that knows a web framework."""
