package io.tripmeter.work.scheduled;

import io.tripmeter.reflect.ApiField;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The private fields of java.util.concurrent.FutureTask, by their names in Java 8 to 25. Opened with the first job, not at start-up. */
final class TaskOfFuture {
  static final TaskOfFuture FIELDS = new TaskOfFuture();

  /** FutureTask.EXCEPTIONAL. */
  private static final int EXCEPTIONAL = 3;

  private final ApiField callable = ApiField.of(FutureTask.class, "callable");
  private final ApiField state = ApiField.of(FutureTask.class, "state");
  private final ApiField outcome = ApiField.of(FutureTask.class, "outcome");
  private final Class<?> adapter;
  private final ApiField adapted;

  private TaskOfFuture() {
    Callable<Object> ofRunnable = Executors.callable(() -> {});
    adapter = ofRunnable.getClass();
    adapted = ApiField.of(adapter, "task");
  }

  /** The application's Runnable or Callable; null if it is done, or not to be read. */
  @Nullable
  Object of(Object future) throws Throwable {
    Object called = callable.get(future);
    return adapter.isInstance(called) && called != null ? adapted.get(called) : called;
  }

  @Nullable
  Throwable failure(Object future) throws Throwable {
    Object now = state.get(future);
    boolean failed = now instanceof Integer && (Integer) now == EXCEPTIONAL;
    Object thrown = failed ? outcome.get(future) : null;
    return thrown instanceof Throwable ? (Throwable) thrown : null;
  }
}
