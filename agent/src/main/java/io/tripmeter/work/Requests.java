package io.tripmeter.work;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.boot.WorkHooks;
import io.tripmeter.log.Log;
import org.jspecify.annotations.Nullable;

/** From a server's calls to requests: what begins, goes on and ends. Never throws into a server. */
public final class Requests implements WorkHooks.Requests {
  private final RequestObserver[] observers;

  /** @param observers told in this order */
  public Requests(RequestObserver... observers) {
    this.observers = observers.clone();
  }

  @Override
  public @Nullable RequestCounters begin(int index, Object exchange) {
    try {
      Server server = Servers.get(index);
      SuspendedRequest suspended = server.suspended(exchange);
      if (suspended != null) {
        return suspended.resume(exchange);
      }
      return server.counts(exchange) ? begin(index, server, exchange) : null;
    } catch (Throwable unreadable) {
      report(unreadable);
      return null;
    }
  }

  private RequestCounters begin(int index, Server server, Object exchange) throws Throwable {
    String method = server.method(exchange);
    String route = server.routeAtBegin(exchange);
    RequestCounters request = RequestCounters.begin(index);
    request.setMethod(method);
    request.setRoute(route);
    request.setExchange(exchange);
    for (RequestObserver observer : observers) {
      try {
        observer.began(request, server, exchange);
      } catch (Throwable failure) {
        report(failure);
      }
    }
    return request;
  }

  @Override
  public void end(
      RequestCounters request,
      Object exchange,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    try {
      request.setExchange(null);
      Server server = Servers.get(request.server());
      if (server.goesOn(exchange) && suspend(server, request, exchange, response)) {
        return;
      }
      SuspendedRequest suspended = request.isShared() ? server.suspended(exchange) : null;
      if (suspended == null || suspended.endsNow()) {
        finish(request, exchange, response, thrown);
      }
    } catch (Throwable unreadable) {
      report(unreadable);
    }
  }

  private boolean suspend(
      Server server, RequestCounters request, Object exchange, @Nullable Object response)
      throws Throwable {
    SuspendedRequest before = server.suspended(exchange);
    SuspendedRequest suspended =
        before == null ? new SuspendedRequest(this, request, exchange, response) : before;
    // Now: at completion the request may be on its way to be used again.
    request.setRoute(server.route(exchange));
    boolean kept = server.suspend(exchange, suspended);
    if (!kept && before == null) {
      suspended.endsNow();
    }
    return kept;
  }

  void finish(
      RequestCounters request,
      Object exchange,
      @Nullable Object response,
      @Nullable Throwable thrown) {
    int status = 0;
    try {
      Server server = Servers.get(request.server());
      status = server.status(exchange, response, thrown);
      if (request.route() == null) {
        request.setRoute(server.route(exchange));
      }
    } catch (Throwable unreadable) {
      report(unreadable);
    }
    long nanos = System.nanoTime() - request.start();
    for (RequestObserver observer : observers) {
      try {
        observer.ended(request, status, thrown, nanos);
      } catch (Throwable failure) {
        report(failure);
      }
    }
    request.release();
  }

  private static void report(Throwable failure) {
    try {
      Log.warn(
              "a request could not be watched, the application is not affected: report it to Tripmeter")
          .error(failure)
          .once("request " + failure.getClass().getName())
          .write();
    } catch (Throwable e) {
      // Out of memory, most likely: the application must not hear of it from us.
    }
  }
}
