package io.tripmeter.replica;

import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The statements of one connection that are still open, held weakly. One thread at a time. */
final class OpenStatements {
  private static final int FEW = 64;

  private final List<WeakReference<Statement>> statements = new ArrayList<>();
  private int most = FEW;

  /** Those that are closed or dropped are forgotten: one connection may be lent for millions. */
  void add(Statement statement) throws SQLException {
    if (statements.size() >= most) {
      for (Iterator<WeakReference<Statement>> all = statements.iterator(); all.hasNext(); ) {
        if (!isOpen(all.next())) {
          all.remove();
        }
      }
      most = Math.max(FEW, 2 * statements.size());
    }
    statements.add(new WeakReference<>(statement));
  }

  boolean any() throws SQLException {
    for (WeakReference<Statement> each : statements) {
      if (isOpen(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOpen(WeakReference<Statement> reference) throws SQLException {
    Statement statement = reference.get();
    return statement != null && !statement.isClosed();
  }
}
