package io.tripmeter.pool.tomcat;

import io.tripmeter.pool.PoolLimits;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Collections;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The setters of PoolConfiguration, which the pool reads live. It has to be told to close connections above its maximum. */
final class TomcatLimits implements PoolLimits {
  private static final Iterable<?> NONE = Collections.emptyList();

  @Override
  public void resize(Object pool, int max, int minIdle) throws ReflectiveOperationException {
    ReflectiveAccess config = ReflectiveAccess.of(TomcatConfiguration.of(pool));
    // Never more to keep than to have, at any moment.
    config.call("setMinIdle", Math.min(minIdle, config.number("getMinIdle")));
    config.call("setMaxActive", max);
    config.call("setMinIdle", minIdle);
    ReflectiveAccess access = ReflectiveAccess.of(pool);
    closeIdle(access, max);
    int lent = access.number("getSize") - max;
    if (lent > 0) {
      closeReturned(access, lent);
    }
  }

  private static void closeIdle(ReflectiveAccess pool, int max)
      throws ReflectiveOperationException {
    Object idle = pool.field("idle");
    if (!(idle instanceof Queue)) {
      throw new NoSuchFieldException("ConnectionPool.idle is another type");
    }
    int surplus = pool.number("getSize") - max;
    for (Object entry = next(idle, surplus); entry != null; entry = next(idle, surplus)) {
      pool.call("release", entry);
      surplus--;
    }
  }

  private static @Nullable Object next(Object idle, int surplus) {
    return surplus > 0 ? ((Queue<?>) idle).poll() : null;
  }

  /**
   * Connections older than the pool's version are closed when they come back, as after {@code purge}. All but the surplus are made as new as
   * the pool; one that comes back just now may be closed as well, and another is opened in its place when somebody needs it.
   */
  private static void closeReturned(ReflectiveAccess pool, int surplus)
      throws ReflectiveOperationException {
    pool.call("purgeOnReturn");
    Object version = pool.get("getPoolVersion");
    renew(pool, "idle", version, 0);
    renew(pool, "busy", version, surplus);
  }

  private static void renew(ReflectiveAccess pool, String queue, Object version, int left)
      throws ReflectiveOperationException {
    Object entries = pool.field(queue);
    int old = left;
    for (Object entry : entries instanceof Iterable ? (Iterable<?>) entries : NONE) {
      if (old-- <= 0) {
        ReflectiveAccess.of(entry).set("connectionVersion", version);
      }
    }
  }
}
