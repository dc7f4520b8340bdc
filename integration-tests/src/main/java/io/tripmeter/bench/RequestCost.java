package io.tripmeter.bench;

import io.tripmeter.testing.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Requests a second, CPU time and bytes a request, memory: in each round every variant has a fresh JVM, all are warmed, then they take
 * turns in slices, so that whatever else the machine does hits all of them.
 */
final class RequestCost {
  private static final int ROUNDS = Integer.getInteger("tripmeter.bench.rounds", 3);
  private static final int SLICES = 4;
  private static final int WARM_UP = Integer.getInteger("tripmeter.bench.warm-up", 24_000);
  private static final int REQUESTS = Integer.getInteger("tripmeter.bench.requests", 10_000);

  /** Longer than a batch of spans waits: what a slice has cost is what its spans' export has cost, too. */
  private static final long DRAIN_MILLIS = 1_500;

  /** All samples of one variant. */
  private static final class Figures {
    final Samples perSecond = new Samples();
    final Samples cpuMicros = new Samples();
    final Samples bytes = new Samples();
    final Samples megabytes = new Samples();
    final Samples spans = new Samples();
  }

  private final Workload workload;
  private final PostgresServer server;
  private final OtlpSink sink;
  private final Map<Variant, Figures> figures = new EnumMap<>(Variant.class);

  RequestCost(Workload workload, PostgresServer server, OtlpSink sink) {
    this.workload = workload;
    this.server = server;
    this.sink = sink;
    for (Variant variant : Variant.wanted()) {
      figures.put(variant, new Figures());
    }
  }

  void measure() throws InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.println(workload.path + ", round " + round + " of " + ROUNDS);
      round(round);
    }
  }

  private void round(int round) throws InterruptedException {
    Map<Variant, Application> applications = new EnumMap<>(Variant.class);
    try (LoadGenerator load = new LoadGenerator()) {
      for (Variant variant : figures.keySet()) {
        applications.put(variant, Application.start(variant, server, sink));
        load.load(applications.get(variant), workload.path, WARM_UP);
      }
      for (int slice = 0; slice < SLICES; slice++) {
        for (Variant variant : rotated(round + slice)) {
          slice(applications.get(variant), load, figures.get(variant));
        }
      }
      applications.forEach((variant, application) ->
          figures.get(variant).megabytes.add(application.residentMegabytes()));
    } finally {
      applications.values().forEach(Application::close);
    }
  }

  /** Nobody is always the first. */
  private List<Variant> rotated(int by) {
    List<Variant> order = new ArrayList<>(figures.keySet());
    Collections.rotate(order, by);
    return order;
  }

  private void slice(Application application, LoadGenerator load, Figures to)
      throws InterruptedException {
    long spans = sink.spans();
    Usage before = application.usage();
    double seconds = load.load(application, workload.path, REQUESTS);
    TimeUnit.MILLISECONDS.sleep(DRAIN_MILLIS);
    Usage used = application.usage().minus(before);
    to.perSecond.add(REQUESTS / seconds);
    to.cpuMicros.add(used.cpuNanos() / 1e3 / REQUESTS);
    to.bytes.add((double) used.allocatedBytes() / REQUESTS);
    to.spans.add((double) (sink.spans() - spans) / REQUESTS);
  }

  void report(Report to) {
    Figures bare = figures.get(Variant.NONE);
    to.heading(workload.title);
    to.line("Medians of " + ROUNDS + " rounds of " + SLICES + " slices of "
        + String.format("%,d", REQUESTS) + " requests, after " + String.format("%,d", WARM_UP)
        + " to warm up; ratios to the bare application in the same slice, smallest to greatest in"
        + " brackets.");
    to.line("");
    to.columns(
        "", "requests/s", "CPU a request", "bytes allocated a request", "RSS", "spans a request");
    figures.forEach((variant, measured) -> to.row(
        variant.label,
        String.format(
            "%,.0f (%.2f)",
            measured.perSecond.median(), measured.perSecond.medianRatio(bare.perSecond)),
        cell("%.0f us", measured.cpuMicros, bare.cpuMicros),
        cell("%,.0f", measured.bytes, bare.bytes),
        variant == Variant.NONE
            ? String.format("%.0f MB", measured.megabytes.median())
            : String.format("%+.0f MB", measured.megabytes.medianOver(bare.megabytes)),
        variant.exports() ? String.format("%.2f", measured.spans.median()) : "-"));
    to.line("");
    targets(to, Variant.TRIPMETER, 1.05, 1.03);
    targets(to, Variant.TRIPMETER_SPAN, 1.10, 1.15);
    if (figures.containsKey(Variant.BOTH)) {
      besideOpenTelemetry(to);
    }
  }

  private void besideOpenTelemetry(Report to) {
    Figures alone = figures.get(Variant.OPENTELEMETRY);
    Figures both = figures.get(Variant.BOTH);
    to.line(String.format(
        "%s, to OpenTelemetry's agent alone: CPU %.3f (%s); bytes %.3f (%s); RSS %+.0f MB.  ",
        Variant.BOTH.label,
        both.cpuMicros.medianRatio(alone.cpuMicros),
        both.cpuMicros.spread(alone.cpuMicros),
        both.bytes.medianRatio(alone.bytes),
        both.bytes.spread(alone.bytes),
        both.megabytes.medianOver(alone.megabytes)));
  }

  private static String cell(String format, Samples measured, Samples bare) {
    return String.format(format, measured.median())
        + String.format(" (%.3f; %s)", measured.medianRatio(bare), measured.spread(bare));
  }

  private void targets(Report to, Variant variant, double cpu, double bytes) {
    Figures bare = figures.get(Variant.NONE);
    Figures measured = figures.get(variant);
    double cpuRatio = measured.cpuMicros.medianRatio(bare.cpuMicros);
    double byteRatio = measured.bytes.medianRatio(bare.bytes);
    double rss = measured.megabytes.medianOver(bare.megabytes);
    to.line(String.format(
        "%s: CPU %.3f of <= %.2f %s; bytes %.3f of <= %.2f %s; RSS %+.0f MB of <= +40 MB %s.  ",
        variant.label,
        cpuRatio,
        cpu,
        Report.against(cpuRatio, cpu),
        byteRatio,
        bytes,
        Report.against(byteRatio, bytes),
        rss,
        Report.against(rss, 40)));
  }
}
