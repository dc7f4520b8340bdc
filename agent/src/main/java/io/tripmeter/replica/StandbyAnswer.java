package io.tripmeter.replica;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a replica says of itself. Immutable. */
final class StandbyAnswer {
  /** Not known. */
  static final long UNKNOWN = -1;

  /** Everybody may call these. Of pg_stat_wal_receiver everybody sees whether there is one. */
  private static final String QUESTION = "SELECT pg_is_in_recovery(),"
      + " EXISTS (SELECT 1 FROM pg_stat_wal_receiver),"
      + " CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0') END,"
      + " CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') END,"
      + " extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000";

  final boolean isStandby;

  /** A process of its receives from the primary. */
  final boolean isStreaming;

  /** Bytes of the write-ahead log. */
  final long received;

  final long replayed;

  /** Milliseconds since the last transaction that it has replayed was committed. */
  final long age;

  StandbyAnswer(boolean isStandby, boolean isStreaming, long received, long replayed, long age) {
    this.isStandby = isStandby;
    this.isStreaming = isStreaming;
    this.received = received;
    this.replayed = replayed;
    this.age = age;
  }

  /** One round trip. */
  static StandbyAnswer ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      return new StandbyAnswer(
          row.getBoolean(1), row.getBoolean(2), number(row, 3), number(row, 4), number(row, 5));
    }
  }

  private static long number(ResultSet row, int column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? UNKNOWN : Math.max(0, (long) number);
  }
}
