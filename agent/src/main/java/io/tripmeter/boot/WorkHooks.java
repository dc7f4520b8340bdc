package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What the rest of the agent does for units of work; as {@link DriverHooks}. */
public final class WorkHooks {
  /** Requests that a server answers. */
  public interface Requests {
    /** A request begins, or goes on, on this thread; null: not one to count. */
    @Nullable
    RequestCounters begin(int server, Object exchange);

    void end(
        RequestCounters request,
        Object exchange,
        @Nullable Object response,
        @Nullable Throwable thrown);
  }

  private static volatile @Nullable Requests requests;

  private WorkHooks() {}

  public static @Nullable Requests requests() {
    return requests;
  }

  public static void set(Requests hook) {
    requests = hook;
  }
}
