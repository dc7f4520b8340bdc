package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What code inlined into a server's or a framework's entry points calls: filters and servlets nest, the outermost is the request. */
public final class ServerCalls {
  private ServerCalls() {}

  /** The request that begins on this thread with this call, or null if it is inside of one. */
  public static @Nullable RequestCounters enter(int server, Object exchange) {
    ThreadState thread = ThreadState.current();
    if (thread.work.request != null || thread.agentThread) {
      return null;
    }
    WorkHooks.Requests hook = WorkHooks.requests();
    if (hook == null) {
      return null;
    }
    RequestCounters request = hook.begin(server, exchange);
    thread.work.request = request;
    return request;
  }

  public static void exit(
      @Nullable RequestCounters request,
      Object exchange,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    if (request == null) {
      return;
    }
    ThreadState.current().work.request = null;
    WorkHooks.Requests hook = WorkHooks.requests();
    if (hook != null) {
      hook.end(request, exchange, response, thrown);
    }
  }

  /** A task that the request of this thread hands to another: it is to be counted there as well. */
  public static Runnable carry(Runnable task) {
    RequestCounters request = ThreadState.current().work.request;
    if (request == null || task == null || task instanceof CarriedTask) {
      return task;
    }
    request.share();
    return new CarriedTask(request, task);
  }
}
