package io.tripmeter.pool.hikari;

import io.tripmeter.pool.EntryFilling;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** Puts entries into HikariPool's bag, as its own adding thread does. */
final class HikariFilling implements EntryFilling {
  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    // The pool then opens all in parallel before it stands: ours would come on top.
    if (Boolean.getBoolean(packageOf(config) + ".blockUntilFilled")) {
      return -1;
    }
    ReflectiveAccess access = ReflectiveAccess.of(config);
    return Math.min(access.number("getMinimumIdle"), access.number("getMaximumPoolSize"));
  }

  /** A build that has put HikariCP into another package has renamed its system properties, too. */
  private static String packageOf(Object config) {
    for (Class<?> each = config.getClass(); each != null; each = each.getSuperclass()) {
      String name = each.getName();
      if (name.endsWith(".HikariConfig")) {
        return name.substring(0, name.lastIndexOf('.'));
      }
    }
    return "com.zaxxer.hikari";
  }

  @Override
  public boolean isOpen(Object pool) throws ReflectiveOperationException {
    return Integer.valueOf(0).equals(ReflectiveAccess.of(pool).field("poolState"));
  }

  @Override
  public int size(Object pool) {
    return HikariGauges.number(pool, "getTotalConnections");
  }

  @Override
  public @Nullable Object create(Object pool) throws ReflectiveOperationException {
    return ReflectiveAccess.of(pool).call("createPoolEntry");
  }

  @Override
  public void add(Object pool, Object entry) throws ReflectiveOperationException {
    ReflectiveAccess.of(pool).part("connectionBag").call("add", entry);
  }

  @Override
  public void discard(Object entry) throws ReflectiveOperationException {
    HikariEntries.close(entry);
  }

  @Override
  public void fill(Object pool) throws ReflectiveOperationException {
    int pending = HikariGauges.number(pool, "getThreadsAwaitingConnection");
    if (pending > 0) {
      ReflectiveAccess.of(pool).call("addBagItem", pending);
    }
  }
}
