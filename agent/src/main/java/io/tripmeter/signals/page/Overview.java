package io.tripmeter.signals.page;

import io.tripmeter.boot.Histogram;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.config.Version;
import io.tripmeter.log.Secrets;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.signals.metrics.Counters;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.metrics.WorkStats;
import io.tripmeter.signals.slowquery.SeenStatements;
import io.tripmeter.signals.statements.TopStatements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTML page: changed settings with the reasons, and the cost of requests. */
final class Overview {
  private static final int TOP = 20;

  private static final String HEAD =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tripmeter</title>"
          + "<meta name=\"viewport\" content=\"width=device-width\"><style>"
          + "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222;background:#fff}"
          + "h1{font-size:1.5em}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #ccc}h3{font-size:1em}"
          + "table{border-collapse:collapse}td,th{text-align:left;vertical-align:top;padding:.15em 1em .15em 0;border-bottom:1px solid #eee;"
          + "overflow-wrap:anywhere}@media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}td,th{border-color:#333}a{color:#8bf}}"
          + "</style></head><body>\n";

  private final Settings settings;
  private final Telemetry telemetry;
  private final StatementSections statements;
  private final AvoidableSection avoidable;

  Overview(Settings settings, Telemetry telemetry, SeenStatements statements, TopStatements top) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.avoidable = new AvoidableSection(telemetry, statements);
    this.statements = new StatementSections(statements, top);
  }

  String html() {
    Html html = new Html().raw(HEAD).heading(1, "Tripmeter " + Version.current());
    html.raw("<p><a href=\"/metrics\">metrics</a> <a href=\"/health\">health</a>"
        + " <a href=\"/statements\">statements</a></p>\n");
    addPools(html);
    addRoutes(html);
    avoidable.addTo(html);
    addJobs(html);
    addTotals(html);
    statements.addTo(html);
    addConfiguration(html);
    return html.raw("</body></html>\n").toString();
  }

  private void addPools(Html html) {
    html.heading(2, "Pools");
    List<WatchedPool> pools = telemetry.pools().openAndUnpooled();
    if (pools.isEmpty()) {
      html.paragraph("None yet.");
    }
    Map<String, List<WatchedPool>> byServer = new LinkedHashMap<>();
    for (WatchedPool pool : pools) {
      byServer.computeIfAbsent(server(pool), server -> new ArrayList<>()).add(pool);
    }
    byServer.forEach((server, its) -> {
      html.heading(3, server);
      its.forEach(pool -> new PoolSection(pool).addTo(html));
    });
  }

  /** Where the pool's own settings lead; a direct endpoint or a failover is named in its section. */
  private static String server(WatchedPool pool) {
    if (pool.stats() == PoolStats.NONE) {
      return "Connections without a pool";
    }
    Pooler pooler = pool.report().pooler();
    return pooler == null ? "No connection yet" : pooler.name().toString();
  }

  private void addRoutes(Html html) {
    html.heading(2, "Routes with the most round trips");
    List<WorkStats> routes = telemetry.routes().all();
    if (routes.isEmpty()) {
      html.paragraph(
          "No requests counted: there were none yet, or Tripmeter does not support this application's server (docs/supported.md)."
              + " Round trips are still counted for each pool.");
      return;
    }
    addTop(html, "route", "request", routes);
  }

  /** Adds nothing for an application without jobs. */
  private void addJobs(Html html) {
    telemetry.names().forEach((kind, names) -> {
      html.heading(2, "Units of work of kind " + kind + " with the most round trips");
      addTop(html, "name", kind, names.all());
    });
  }

  private static void addTop(Html html, String name, String unit, List<WorkStats> all) {
    all.sort(Comparator.comparingLong((WorkStats one) -> one.roundTrips().sum()).reversed());
    html.beginTable(
        name,
        unit + "s",
        "round trips",
        "a " + unit,
        "statements a " + unit,
        "database ms a " + unit);
    for (WorkStats one : all.subList(0, Math.min(TOP, all.size()))) {
      html.row(
          one.name(),
          Long.toString(one.roundTrips().count()),
          Long.toString(one.roundTrips().sum()),
          mean(one.roundTrips(), 1),
          mean(one.statements(), 1),
          mean(one.databaseTime(), 1e6));
    }
    html.endTable();
  }

  private static String mean(Histogram histogram, double unit) {
    long count = histogram.count();
    return count == 0 ? "" : String.format(Locale.ROOT, "%.1f", histogram.sum() / unit / count);
  }

  private void addTotals(Html html) {
    Counters counters = telemetry.counters();
    html.heading(2, "Since the start").beginTable("event", "count");
    html.row("slow queries", Long.toString(counters.slowQueries().sum()));
    html.row(
        "statements repeated in one request from one place",
        Long.toString(counters.repeatedStatements().sum()));
    html.row("requests over the budget", Long.toString(counters.overBudget().sum()));
    html.endTable();
  }

  private void addConfiguration(Html html) {
    html.heading(2, "Configuration in force").beginTable("key", "value", "source");
    for (Option option : Option.values()) {
      html.row(option.key(), Secrets.redact(settings.shown(option)), settings.source(option));
    }
    html.endTable();
  }
}
