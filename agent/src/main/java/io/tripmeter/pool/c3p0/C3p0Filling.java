package io.tripmeter.pool.c3p0;

import io.tripmeter.pool.SharedFilling;
import io.tripmeter.reflect.ReflectiveAccess;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A pool that begins posts one task for each initial connection to its helper threads, three unless the application says otherwise. */
final class C3p0Filling implements SharedFilling {
  /** Another runner of tasks is the application's own, with as many threads as it has. */
  private static final String RUNNER = "com.mchange.v2.async.ThreadPoolAsynchronousRunner";

  private static final String TASK =
      "com.mchange.v2.resourcepool.BasicResourcePool$ScatteredAcquireTask";

  @Override
  public int kept(Object config) throws ReflectiveOperationException {
    return initialSize(config);
  }

  /** As BasicResourcePool makes it fit its limits. */
  @Override
  public int initialSize(Object config) throws ReflectiveOperationException {
    long least = C3p0Configuration.MIN_SIZE.number(config);
    long initial = Math.max(C3p0Configuration.INITIAL_SIZE.number(config), least);
    return (int) Math.min(initial, C3p0Configuration.MAX_SIZE.number(config));
  }

  @Override
  public boolean setInitialSize(Object config, int size) throws ReflectiveOperationException {
    if (initialSize(config) < size) {
      try {
        C3p0Configuration.INITIAL_SIZE.write(config, size);
      } catch (IllegalAccessException overridden) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void openQueued(Object pool) throws ReflectiveOperationException {
    Object runner = ReflectiveAccess.of(pool).field("sharedTaskRunner");
    Object resources = ReflectiveAccess.of(pool).field("rp");
    if (runner != null && runner.getClass().getName().equals(RUNNER)) {
      Runnable task = takeTask(runner, resources);
      if (task != null) {
        task.run();
      }
    }
  }

  private static @Nullable Runnable takeTask(Object runner, @Nullable Object resources)
      throws ReflectiveOperationException {
    Object pending = ReflectiveAccess.of(runner).field("pendingTasks");
    if (!(pending instanceof Collection)) {
      throw new NoSuchFieldException("ThreadPoolAsynchronousRunner.pendingTasks is another type");
    }
    // As its own threads take one.
    synchronized (runner) {
      for (Iterator<?> tasks = ((Collection<?>) pending).iterator(); tasks.hasNext(); ) {
        Object task = tasks.next();
        // Pools of other users of the data source have the same threads.
        if (task.getClass().getName().equals(TASK)
            && ReflectiveAccess.of(task).field("this$0") == resources) {
          tasks.remove();
          return (Runnable) task;
        }
      }
      return null;
    }
  }
}
