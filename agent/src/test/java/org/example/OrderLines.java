package org.example;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.signals.slowquery.Statements;

/** An application whose statements all pass one method of a repository. */
public final class OrderLines {
  private OrderLines() {}

  public static void show(Statements statements, UnitOfWork unit, String sql) {
    load(statements, unit, sql);
  }

  private static void load(Statements statements, UnitOfWork unit, String sql) {
    for (int count = 4; count <= 5; count++) {
      Repository.elsewhere(statements, unit, sql, count);
    }
  }
}
