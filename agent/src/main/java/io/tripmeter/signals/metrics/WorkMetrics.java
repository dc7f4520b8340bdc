package io.tripmeter.signals.metrics;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.log.Log;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import org.jspecify.annotations.Nullable;

/** Adds each unit of work to the distributions of its name. Allocates nothing, except for a request over its budget. */
public final class WorkMetrics implements WorkObserver {
  private final Telemetry telemetry;
  private final WorkNames routes;
  private final Counters counters;
  private final int budget;

  /** @param budget round trips that a request may cost; 0 for no limit */
  public WorkMetrics(Telemetry telemetry, int budget) {
    routes = telemetry.routes();
    this.telemetry = telemetry;
    counters = telemetry.counters();
    this.budget = budget <= 0 ? Integer.MAX_VALUE : budget;
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {
    if (unit.kind() instanceof RequestKind) {
      requestEnded(unit, nanos);
    } else {
      telemetry.names(unit.kind().label()).of(unit.name()).record(unit, nanos);
    }
  }

  private void requestEnded(UnitOfWork request, long nanos) {
    WorkStats route = routes.of(request.name());
    route.record(request, nanos);
    if (request.cost().roundTrips() > budget) {
      route.countOverBudget();
      overBudget(request, route.name());
    }
  }

  private void overBudget(UnitOfWork request, String route) {
    counters.overBudget().increment();
    Log.warn(
            "request over its budget of round trips; see tripmeter.over_budget for how often, and the page for its statements")
        .field("route", route)
        .field("round_trips", request.cost().roundTrips())
        .field("budget", budget)
        .once("over budget " + route)
        .write();
  }
}
