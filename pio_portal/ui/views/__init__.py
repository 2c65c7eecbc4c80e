"""The pages that belong to no part of the domain; the domain fills them through the registries."""
