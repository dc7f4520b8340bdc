package org.example;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.hazards.Hazards;
import io.tripmeter.signals.slowquery.Statements;

/** An application's class, as far as a stack trace can tell. */
public final class Repository {
  private Repository() {}

  public static void repeat(Statements statements, UnitOfWork unit, String sql, int from, int to) {
    repeat(statements, "executor", unit, sql, from, to);
  }

  public static void repeat(
      Statements statements, Object executor, UnitOfWork unit, String sql, int from, int to) {
    for (int count = from; count <= to; count++) {
      statements.repeated(executor, unit, sql, count);
    }
  }

  public static void elsewhere(Statements statements, UnitOfWork unit, String sql, int count) {
    statements.repeated("executor", unit, sql, count);
  }

  public static void execute(Statements statements, String sql, long millis, Throwable thrown) {
    statements.executed(sql, null, millis * 1_000_000, 2, 7, thrown, PoolStats.NONE);
  }

  public static void execute(Statements statements, String sql, PoolStats pool, long millis) {
    statements.executed(sql, null, millis * 1_000_000, 2, 7, null, pool);
  }

  public static void execute(Statements statements, String sql, Object parameters) {
    statements.executed(sql, parameters, 600_000_000, 2, 7, null, PoolStats.NONE);
  }

  public static void parse(Hazards hazards, Object executor, String sql) {
    hazards.parsed(executor, sql);
  }

  public static void fail(Hazards hazards, Object executor, String sql, Throwable thrown) {
    hazards.failed(executor, sql, thrown);
  }
}
