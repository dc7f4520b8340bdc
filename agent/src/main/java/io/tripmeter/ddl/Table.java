package io.tripmeter.ddl;

import io.tripmeter.pgjdbc.DriverQuestion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the catalog says of a table before a statement changes it. One thread. */
final class Table {
  /** By the server's estimate (pg_class.reltuples). Below that no statement takes long. */
  private static final long LARGE_ROWS = 100_000;

  /** Of 8 KB: 100 MB. Wide rows are fewer. */
  private static final long LARGE_PAGES = 12_800;

  private final String kind;
  private final String persistence;
  private final boolean isPopulated;
  private final long rows;
  private final long pages;
  private final String accessMethod;
  private final Set<String> indexes;
  private final Map<String, @Nullable ColumnType> types = new HashMap<>();
  private final Set<String> notNull = new HashSet<>();
  private final Set<String> checked = new HashSet<>();

  /** @param row of {@link TableQuery} */
  Table(@Nullable String... row) {
    kind = text(row[0]);
    persistence = text(row[1]);
    isPopulated = text(row[2]).equals("t");
    rows = row[3] == null ? 0 : (long) Double.parseDouble(row[3]);
    pages = row[4] == null ? 0 : Long.parseLong(row[4]);
    accessMethod = text(row[5]);
    indexes = new HashSet<>(Arrays.asList(text(row[6]).split("\n")));
    for (String line : text(row[7]).split("\n")) {
      column(line.split("\t"));
    }
  }

  private void column(String[] parts) {
    if (parts.length == 4) {
      types.put(parts[0], ColumnType.of(parts[1]));
      if (parts[2].equals("t")) {
        notNull.add(parts[0]);
      }
      if (parts[3].equals("t")) {
        checked.add(parts[0]);
      }
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Null if there is none of this name, or the transaction has failed. */
  static @Nullable Table ask(Connection connection, TableName name)
      throws SQLException, ReflectiveOperationException {
    DriverQuestion question = DriverQuestion.on(connection);
    @Nullable String[] row = question == null ? null : question.firstRow(TableQuery.of(name));
    return row == null ? null : new Table(row);
  }

  long rows() {
    return rows;
  }

  /** In MB. */
  long size() {
    return pages / 128;
  }

  boolean isPartitioned() {
    return kind.equals("p");
  }

  /** The column has another type now. */
  void forgetType(String column) {
    types.remove(column);
  }

  /**
   * Whether the change takes long here, and others wait meanwhile.
   *
   * @param version the server's major version
   * @param isUtc whether the session's time zone may be UTC
   */
  boolean suffers(Change change, int version, boolean isUtc) {
    boolean large = rows >= LARGE_ROWS || pages >= LARGE_PAGES;
    boolean others =
        !persistence.equals("t") && (kind.equals("r") || kind.equals("m") || kind.equals("p"));
    return large && others && !isThere(change) && isLong(change, version, isUtc);
  }

  private boolean isThere(Change change) {
    return change.ifNotExists
        && (change.risk == Risk.INDEX ? indexes : types.keySet()).contains(change.subject);
  }

  private boolean isLong(Change change, int version, boolean isUtc) {
    switch (change.risk) {
      case TYPE:
        ColumnType before = types.get(change.subject);
        ColumnType after = change.type;
        return after == null
            ? types.containsKey(change.subject)
            : before != null && before.isRewrittenTo(after, isUtc && version >= 12);
      case OLD_DEFAULT:
        return version < 11;
      case NOT_NULL:
        return types.containsKey(change.subject)
            && !notNull.contains(change.subject)
            && !(version >= 12 && checked.contains(change.subject));
      case PERSISTENCE:
        return !isPartitioned() && !persistence.equals(change.subject);
      case ACCESS_METHOD:
        return !isPartitioned() && !accessMethod.equals(change.subject);
      case TABLESPACE:
        return !isPartitioned();
      case UNIQUE:
        // There is no form of it that a partitioned table has.
        return !isPartitioned();
      case FOREIGN_KEY:
        return !isPartitioned() || version >= 18;
      case REFRESH:
        return isPopulated;
      default:
        return true;
    }
  }
}
