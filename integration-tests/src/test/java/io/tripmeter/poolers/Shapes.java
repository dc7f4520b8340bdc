package io.tripmeter.poolers;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every shape of transaction of {@code example.Shapes} through a pooler, without the agent and with it. */
final class Shapes {
  /** As in the tests of the wire: longer than a busy machine keeps the driver from its second write. */
  private static final Duration DELAY = Duration.ofMillis(10);

  /** For what is more than the driver's buffer holds. */
  private static final Duration LONG_DELAY = Duration.ofMillis(120);

  /** One shape's results as the child printed them, and what the link saw. */
  private record Done(String results, long trips) {}

  private final PostgresServer server;
  private final PgBouncerOptions pooler;
  private final String pgjdbc;
  private final String parameters;
  private final List<String> times;
  private boolean validating;

  /**
   * @param parameters of the JDBC URL, as {@code &name=value}
   * @param times each shape is made once for each of them
   */
  Shapes(
      PostgresServer server,
      PgBouncerOptions pooler,
      String pgjdbc,
      String parameters,
      List<String> times) {
    this.server = server;
    this.pooler = pooler.poolSize(1);
    this.pgjdbc = pgjdbc;
    this.parameters = parameters;
    this.times = times;
  }

  /**
   * HikariCP validates each borrow, not only after half a second: bare with a round trip, with the agent in front of the shape's first one.
   */
  Shapes validating() {
    validating = true;
    return this;
  }

  /** Results that differ, and shapes that cost more trips with the agent than without; empty if all is well. */
  List<String> mismatches() {
    List<String> log = new ArrayList<>();
    Map<String, Done> without = run(ApplicationBuilder::withoutAgent, false, log);
    Map<String, Done> with = run(builder -> builder, true, log);
    List<String> mismatches = new ArrayList<>();
    without.forEach((name, bare) -> {
      Done ours = with.get(name);
      if (bare.results.startsWith("failed:") && !isBeyondTheDriver(name)) {
        mismatches.add(name + " does not work without the agent: " + bare.results);
      }
      if (!ours.results.equals(bare.results)) {
        mismatches.add(name + ": " + ours.results + "\n    instead of " + bare.results);
      }
      long trips = bare.trips - (validating ? 1 : 0);
      if (ours.trips > trips) {
        mismatches.add(name + ": " + ours.trips + " trips instead of " + trips);
        log.stream().filter(line -> line.startsWith(name + ":")).forEach(mismatches::add);
      }
    });
    return mismatches;
  }

  /** In simple mode parameters have no types before the server has parsed the statement with its values. */
  private boolean isBeyondTheDriver(String name) {
    return parameters.contains("simple")
        && (name.startsWith("call ") || name.startsWith("metadata-first "));
  }

  /**
   * The oldest driver sends its cancel request only if the pooler's random key looks positive to it, otherwise the statement sleeps for 20 s: these
   * are left out.
   */
  private boolean isByChance(String name) {
    return pgjdbc.equals(Libraries.PGJDBC.get(0))
        && (name.contains("own-query-timeout") || name.contains("cancelled-from-beside"));
  }

  /** On a pooler of its own: what one client has prepared by name would be in another's way. */
  private Map<String, Done> run(
      UnaryOperator<ApplicationBuilder> how, boolean agent, List<String> log) {
    server.execute("TRUNCATE shape RESTART IDENTITY");
    try (PgBouncer fresh = pooler.start();
        Link link = Link.to(fresh).joiningBegin().logging().open();
        Application application = how.apply(Application.withTimeouts()
                .pgjdbc(pgjdbc)
                .property("com.zaxxer.hikari.aliveBypassWindowMs", validating ? "-1" : "500"))
            .start()) {
      application.pool(
          "main",
          server,
          fresh.url(link) + "?ApplicationName=shapes" + parameters,
          "maximumPoolSize=" + (agent ? 2 : 1));
      if (agent) {
        Poolers.settle(application, "main", link);
      }
      // Behind a pooler the first validation shows whether others are needed.
      application.ask("main", "SELECT 1");
      Map<String, Done> all = new LinkedHashMap<>();
      for (String name : application.tell("shapes").split(",")) {
        if (isByChance(name)) {
          continue;
        }
        for (String time : name.contains("timeout") ? List.of("first") : times) {
          link.roundTrip(name.equals("batch-1000") ? LONG_DELAY : DELAY);
          Link.Count mark = link.mark();
          int logged = link.log().size();
          String results = application.tell("shape", "main", name);
          all.put(name + " " + time, new Done(results, link.since(mark).turnArounds()));
          link.log().stream()
              .skip(logged)
              .forEach(line ->
                  log.add(name + " " + time + ": " + (agent ? "with: " : "without: ") + line));
        }
      }
      return all;
    }
  }
}
