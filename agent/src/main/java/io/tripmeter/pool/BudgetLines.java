package io.tripmeter.pool;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.pooler.Budget;
import io.tripmeter.pooler.Verdict;
import java.util.List;

/** What the log says about the connection budget. */
final class BudgetLines {
  private BudgetLines() {}

  static void unchecked(String server, Verdict verdict) {
    Log.info("connection budget not checked, give budget.connections")
        .field("server", server)
        .field(
            "why",
            verdict == Verdict.DIRECT
                ? "the server did not say how many connections it admits"
                : "through a " + verdict.label()
                    + " the server's max_connections is not the limit of clients")
        .once("budget " + server)
        .write();
  }

  /** @param from whose figure the available connections are */
  static void exceeded(
      String server, int instances, List<BudgetedPool> pools, Budget budget, String from) {
    String sizes = sizes(pools, budget.maximums());
    LogEvent event = Log.warn(
            "connection budget exceeded: all instances together may open more connections than they may have")
        .field("server", server)
        .field("instances", instances)
        .field("pools", sizes)
        .field("needed", budget.needed())
        .field("available", budget.available())
        .field("from", from)
        .once("budget " + server + " " + sizes);
    event
        .field(
            "fitting",
            budget.canFit()
                ? sizes(pools, budget.fitting())
                : "none: less than one connection for each pool")
        .write();
  }

  static String sizes(List<BudgetedPool> pools, int[] numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ", ").append(pools.get(i).name()).append(' ').append(numbers[i]);
    }
    return text.toString();
  }

  static void resized(BudgetedPool pool, List<SettingChange> changes, boolean isForBudget) {
    write(
        Log.info(isForBudget ? "DB pool resized to fit the connection budget" : "DB pool resized"),
        pool,
        changes);
  }

  static void advised(BudgetedPool pool, List<SettingChange> changes) {
    write(Log.info("DB pool would be resized (mode=advise)"), pool, changes);
  }

  private static void write(LogEvent event, BudgetedPool pool, List<SettingChange> changes) {
    StringBuilder text = new StringBuilder();
    for (SettingChange each : changes) {
      text.append(text.length() == 0 ? "" : "; ").append(each);
    }
    event
        .pool(pool.name())
        .field("changes", text.length() == 0 ? "none" : text.toString())
        .field("server", pool.server().isEmpty() ? null : pool.server())
        .write();
  }

  static void less(BudgetedPool pool, int size, String why) {
    Log.info("DB pool is smaller than asked for, the connection budget has no more for it")
        .pool(pool.name())
        .field("wanted", pool.wanted())
        .field("size", size)
        .field("why", why)
        .write();
  }

  static void notResized(BudgetedPool pool, Resize resize, Throwable why) {
    Log.warn(
            resize.isForBudget
                ? "DB pool not resized, it may hold more connections than the budget has for it"
                : "DB pool not resized")
        .pool(pool.name())
        .field("wanted", resize.size)
        .error(why)
        .write();
  }
}
