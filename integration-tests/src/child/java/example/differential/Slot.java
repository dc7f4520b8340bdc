package example.differential;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** A place for a connection, with tables that nobody else writes: no program waits for itself. */
final class Slot {
  final String name;
  final Account account;
  final Scenery scenery;
  final Observer seen;
  boolean isPooled;

  /** Whether the program itself has said when statements get names. */
  boolean hasThreshold;

  private Random random = new Random(0);
  private Connection connection;
  private String state = "";

  Slot(String name, Account account, Scenery scenery, Transcript transcript) {
    this.name = name;
    this.account = account;
    this.scenery = scenery;
    this.seen = new Observer(transcript);
  }

  static String table(String schema, String name) {
    return schema + ".t_" + name;
  }

  void begin(long seed) {
    random = new Random(seed);
  }

  /** Below the bound. */
  int chance(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  boolean isOpen() {
    return connection != null;
  }

  Connection connection() {
    return connection;
  }

  void hold(Connection opened) {
    connection = opened;
    isPooled = false;
    state = "";
  }

  BaseConnection driver() throws SQLException {
    return connection.unwrap(BaseConnection.class);
  }

  /** With {t} for the slot's table, {s} for the schema. */
  String text(String sql) {
    return sql.replace("{t}", table(account.schema, name)).replace("{s}", account.schema);
  }

  /** Executes, and observes all that comes of it. */
  void sql(String sql) throws Exception {
    seen.fact("sql", text(sql));
    seen.attempt(() -> {
      try (Statement statement = connection.createStatement()) {
        seen.results(statement, statement.execute(text(sql)));
      }
    });
  }

  PreparedStatement prepare(String sql) throws SQLException {
    seen.fact("prepare", text(sql));
    return connection.prepareStatement(text(sql));
  }

  boolean isFailed() throws SQLException {
    return isUsable() && driver().getTransactionState() == TransactionState.FAILED;
  }

  boolean isUsable() throws SQLException {
    return isOpen() && !connection.isClosed();
  }

  /** What can be asked of a connection without asking the server, if it has changed. */
  void observeState() throws SQLException {
    String now = isOpen() ? describe() : "none";
    if (!now.equals(state)) {
      seen.fact("state", now);
      state = now;
    }
    if (isUsable()) {
      seen.warnings("connection", connection.getWarnings());
      connection.clearWarnings();
    }
  }

  private String describe() throws SQLException {
    if (connection.isClosed()) {
      return "closed";
    }
    return "autocommit=" + connection.getAutoCommit() + " readOnly=" + connection.isReadOnly()
        + " holdability=" + connection.getHoldability() + " networkTimeout="
        + connection.getNetworkTimeout()
        + " transaction=" + driver().getTransactionState();
  }
}
