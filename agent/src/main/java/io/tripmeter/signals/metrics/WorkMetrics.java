package io.tripmeter.signals.metrics;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import org.jspecify.annotations.Nullable;

/** Adds each unit of work to the distributions of its name. Allocates nothing, except for a request over its budget. */
public final class WorkMetrics implements WorkObserver {
  private final Telemetry telemetry;
  private final WorkNames routes;
  private final Counters counters;
  private final Settings settings;

  public WorkMetrics(Telemetry telemetry, Settings settings) {
    routes = telemetry.routes();
    this.telemetry = telemetry;
    counters = telemetry.counters();
    this.settings = settings;
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
    int budget = settings.integer(Option.REQUEST_BUDGET);
    if (budget > 0 && request.cost().roundTrips() > budget) {
      route.countOverBudget(budget);
      overBudget(request, route.name(), budget);
    }
  }

  private void overBudget(UnitOfWork request, String route, int budget) {
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
