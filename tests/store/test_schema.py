"""``schema.sql`` is what the migrations make."""

from tests.store.schema import FILE, present_schema


def test_the_schema_file_is_what_the_migrations_make() -> None:
    assert FILE.read_text(encoding="utf-8") == present_schema(), "write it with: make schema"
