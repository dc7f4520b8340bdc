package io.tripmeter.ddl;

import org.jspecify.annotations.Nullable;

/** A table as a statement names it. Immutable. */
final class TableName {
  final @Nullable String schema;
  final String name;

  TableName(@Nullable String schema, String name) {
    this.schema = schema;
    this.name = name;
  }

  /** Whether both may name the same table: without a schema it may be in any. */
  boolean mayBe(TableName other) {
    return name.equals(other.name)
        && (schema == null || other.schema == null || schema.equals(other.schema));
  }

  @Override
  public String toString() {
    return schema == null ? name : schema + "." + name;
  }
}
