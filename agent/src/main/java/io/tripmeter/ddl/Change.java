package io.tripmeter.ddl;

import org.jspecify.annotations.Nullable;

/** A change of a table that may be a {@link Risk}, as its statement shows it. The table decides. Immutable. */
final class Change {
  final Risk risk;
  final TableName table;

  /** The column, the new index, the access method or {@code p} for SET LOGGED; empty for none. */
  final String subject;

  /** Of {@link Risk#TYPE}. */
  final @Nullable ColumnType type;

  /** There is nothing to do if the table has its subject. */
  final boolean ifNotExists;

  /** Of LOCK, else the risk's. */
  final Risk.Lock lock;

  private Change(
      Risk risk,
      TableName table,
      String subject,
      @Nullable ColumnType type,
      boolean ifNotExists,
      Risk.Lock lock) {
    this.risk = risk;
    this.table = table;
    this.subject = subject;
    this.type = type;
    this.ifNotExists = ifNotExists;
    this.lock = lock;
  }

  static Change of(Risk risk, TableName table) {
    return of(risk, table, "");
  }

  static Change of(Risk risk, TableName table, String subject) {
    return new Change(risk, table, subject, null, false, risk.lock);
  }

  static Change unlessThere(Risk risk, TableName table, String subject) {
    return new Change(risk, table, subject, null, true, risk.lock);
  }

  /** @param type null if the new values are computed */
  static Change ofType(TableName table, String column, @Nullable ColumnType type) {
    return new Change(Risk.TYPE, table, column, type, false, Risk.TYPE.lock);
  }

  static Change ofLock(TableName table, Risk.Lock lock) {
    return new Change(Risk.LOCK_TABLE, table, "", null, false, lock);
  }
}
