package io.tripmeter.ddl;

import org.jspecify.annotations.Nullable;

/**
 * Asks the catalog for a {@link Table}, of PostgreSQL 9.6 and later. Takes no lock on the table, and no name makes it fail: functions that open
 * the table (pg_relation_size, pg_partition_tree) or that fail for a schema without USAGE (to_regclass) are not in it. Sources: PostgreSQL
 * manual, chapter 53 (pg_class, pg_attribute, pg_inherits, pg_constraint, pg_index), and RangeVarGetRelidExtended in namespace.c.
 */
final class TableQuery {
  /** Where a name without a schema is looked for: in the schemas of the search path, in their order. */
  private static final String PATH = "pg_catalog.current_schemas(true)";

  /** Of an index its table. Of a partitioned table the sum of all its partitions. */
  private static final String BEGIN = "with recursive named as (select coalesce(x.indrelid, n.oid)"
      + " as oid from pg_catalog.pg_class n join pg_catalog.pg_namespace s on s.oid = n.relnamespace"
      + " left join pg_catalog.pg_index x on x.indexrelid = n.oid where n.relname = ";

  private static final String END = " order by pg_catalog.array_position(" + PATH
      + ", s.nspname) limit 1), part as (select oid from named union all select i.inhrelid from part"
      + " join pg_catalog.pg_class p on p.oid = part.oid and p.relkind = 'p'"
      + " join pg_catalog.pg_inherits i on i.inhparent = p.oid)"
      + " select c.relkind::text, c.relpersistence::text, case when c.relispopulated then 't' end,"
      + " (select pg_catalog.sum(greatest(r.reltuples, 0))::text"
      + " from part join pg_catalog.pg_class r on r.oid = part.oid),"
      + " (select pg_catalog.sum(greatest(r.relpages, 0))::text"
      + " from part join pg_catalog.pg_class r on r.oid = part.oid),"
      + " (select amname::text from pg_catalog.pg_am where oid = c.relam),"
      + " (select pg_catalog.string_agg(r.relname::text, pg_catalog.chr(10)) from pg_catalog.pg_index x"
      + " join pg_catalog.pg_class r on r.oid = x.indexrelid where x.indrelid = c.oid),"
      + " (select pg_catalog.string_agg(a.attname::text || pg_catalog.chr(9)"
      + " || pg_catalog.format_type(a.atttypid, a.atttypmod) || pg_catalog.chr(9)"
      + " || case when a.attnotnull then 't' else 'f' end || pg_catalog.chr(9)"
      + " || case when exists (select 1 from pg_catalog.pg_constraint k where k.conrelid = c.oid"
      + " and k.contype = 'c' and k.convalidated and a.attnum = any (k.conkey)) then 't' else 'f' end,"
      + " pg_catalog.chr(10)) from pg_catalog.pg_attribute a"
      + " where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)"
      + " from named join pg_catalog.pg_class c on c.oid = named.oid";

  private TableQuery() {}

  static String of(TableName name) {
    @Nullable String schema = name.schema;
    return BEGIN + literal(name.name) + " and s.nspname = "
        + (schema == null ? "any (" + PATH + ")" : literal(schema)) + END;
  }

  /** With backslashes it means the same whatever standard_conforming_strings says. */
  private static String literal(String name) {
    return "E'" + name.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
