"""Alerts: rules in a file, what they have to tell, and how it reaches whoever wants to know. What was told is kept in the store."""
