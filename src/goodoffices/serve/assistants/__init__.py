"""The record for assistants (Model Context Protocol): read-only tools over the same questions that the commands ask. The only part that knows the SDK."""
