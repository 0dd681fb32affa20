"""接口: the same verbs and questions over HTTP, described by OpenAPI."""
