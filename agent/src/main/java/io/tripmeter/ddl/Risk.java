package io.tripmeter.ddl;

/**
 * What a statement does to a table that others use, worst first. Locks and their conflicts: PostgreSQL manual 13.3.1; which form of ALTER TABLE
 * takes which, and which scan or rewrite the table: ALTER TABLE, description and notes.
 */
enum Risk {
  TYPE(
      "writes the table and its indexes anew",
      Lock.ACCESS_EXCLUSIVE,
      "add a column of the new type, keep it up to date by a trigger, copy in batches, then rename both"),
  NEW_COLUMN(
      "writes the table and its indexes anew: the new column's values differ from row to row",
      Lock.ACCESS_EXCLUSIVE,
      "ADD COLUMN without a default, then ALTER COLUMN SET DEFAULT, then UPDATE in batches"),
  OLD_DEFAULT(
      "writes the table and its indexes anew: PostgreSQL 10 and earlier do for any default",
      Lock.ACCESS_EXCLUSIVE,
      "ADD COLUMN without a default, then ALTER COLUMN SET DEFAULT, then UPDATE in batches"),
  PERSISTENCE(
      "writes the table and its indexes anew",
      Lock.ACCESS_EXCLUSIVE,
      "a new table of that kind that is filled in batches, then rename both"),
  ACCESS_METHOD(
      "writes the table and its indexes anew",
      Lock.ACCESS_EXCLUSIVE,
      "a new table of that kind that is filled in batches, then rename both"),
  TABLESPACE("copies the table", Lock.ACCESS_EXCLUSIVE, "pg_repack --tablespace"),
  CLUSTER("writes the table and its indexes anew", Lock.ACCESS_EXCLUSIVE, "pg_repack"),
  VACUUM_FULL(
      "writes the table and its indexes anew",
      Lock.ACCESS_EXCLUSIVE,
      "VACUUM without FULL, or pg_repack"),
  REFRESH(
      "runs the view's query and replaces its content",
      Lock.ACCESS_EXCLUSIVE,
      "REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view"),
  UNIQUE(
      "builds an index",
      Lock.ACCESS_EXCLUSIVE,
      "CREATE UNIQUE INDEX CONCURRENTLY outside of a transaction, then ADD CONSTRAINT ... USING INDEX"),
  NOT_NULL("reads the whole table", Lock.ACCESS_EXCLUSIVE, ""),
  CHECK(
      "reads the whole table",
      Lock.ACCESS_EXCLUSIVE,
      "ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own"),
  NOT_NULL_COLUMN(
      "fails on a table with rows, which have no value for the new column",
      Lock.ACCESS_EXCLUSIVE,
      "ADD COLUMN ... NOT NULL DEFAULT a constant; before PostgreSQL 11 without NOT NULL, then UPDATE in batches"),
  FOREIGN_KEY(
      "reads the whole table",
      Lock.SHARE_ROW_EXCLUSIVE,
      "ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a transaction of its own"),
  INDEX(
      "builds an index",
      Lock.SHARE,
      "CREATE INDEX CONCURRENTLY, outside of a transaction and in a script of its own"),
  REINDEX("builds the index anew", Lock.SHARE, ""),
  LOCK_TABLE(
      "locks the table until the transaction ends",
      Lock.ACCESS_EXCLUSIVE,
      "rows with SELECT ... FOR UPDATE, or an advisory lock");

  /** Modes that conflict with reading or writing rows. */
  enum Lock {
    ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE: nobody reads or writes meanwhile"),
    EXCLUSIVE("EXCLUSIVE: nobody writes meanwhile"),
    SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE: nobody writes meanwhile"),
    SHARE("SHARE: nobody writes meanwhile");

    final String text;

    Lock(String text) {
      this.text = text;
    }
  }

  private static final String NOT_NULL_BY_CHECK =
      "ADD CONSTRAINT ... CHECK (... IS NOT NULL) NOT VALID, then VALIDATE CONSTRAINT";

  final String problem;
  final Lock lock;
  private final String instead;

  Risk(String problem, Lock lock, String instead) {
    this.problem = problem;
    this.lock = lock;
    this.instead = instead;
  }

  /**
   * The form that blocks nobody for long.
   *
   * @param version the server's major version
   */
  String instead(int version, boolean partitioned) {
    switch (this) {
      case NOT_NULL:
        return version >= 18
            ? "ADD CONSTRAINT ... NOT NULL ... NOT VALID, then VALIDATE CONSTRAINT"
            : NOT_NULL_BY_CHECK
                + (version >= 12 ? ", then SET NOT NULL, which does not read then" : " alone");
      case INDEX:
        return partitioned
            ? "CREATE INDEX ON ONLY the parent, CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX ... ATTACH PARTITION"
            : instead;
      case REINDEX:
        return version >= 12
            ? "REINDEX ... CONCURRENTLY, outside of a transaction"
            : "CREATE INDEX CONCURRENTLY of a second one, then DROP INDEX CONCURRENTLY of the first";
      default:
        return instead;
    }
  }
}
