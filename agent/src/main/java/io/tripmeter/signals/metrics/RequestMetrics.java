package io.tripmeter.signals.metrics;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.log.Log;
import io.tripmeter.work.RequestObserver;
import io.tripmeter.work.Server;
import org.jspecify.annotations.Nullable;

/** Adds each request to the distributions of its route. Allocates nothing, but for a request that exceeds the budget. */
public final class RequestMetrics implements RequestObserver {
  private final RequestRoutes routes;
  private final Counters counters;
  private final int budget;

  /** @param budget round trips a request may cost; 0 for any number */
  public RequestMetrics(Telemetry telemetry, int budget) {
    routes = telemetry.routes();
    counters = telemetry.counters();
    this.budget = budget <= 0 ? Integer.MAX_VALUE : budget;
  }

  @Override
  public void began(RequestCounters request, Server server, Object exchange) {
    // What counts is known at the end.
  }

  @Override
  public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
    RouteStats route = routes.of(request.route());
    route.record(request);
    if (request.roundTrips() > budget) {
      overBudget(request, route.route());
    }
  }

  private void overBudget(RequestCounters request, String route) {
    counters.overBudget().increment();
    Log.warn(
            "request over its budget of round trips; see tripmeter.over_budget for how often, and the page for its statements")
        .field("route", route)
        .field("round_trips", request.roundTrips())
        .field("budget", budget)
        .once("over budget " + route)
        .write();
  }
}
