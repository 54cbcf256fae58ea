"""接口: the same verbs as the faces, as JSON, for the systems of a body that holds a token."""
