package io.tripmeter.signals.otel;

import io.tripmeter.log.Log;
import io.tripmeter.signals.metrics.Series;
import io.tripmeter.signals.metrics.SeriesPublisher;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The series that begin with {@code tripmeter.} as instruments of the Meter API: of OpenTelemetry's agent if there is one, else of the first SDK that the
 * application has built. That is one place only, for both may export to the same collector.
 */
public final class OpenTelemetryMetrics implements SeriesPublisher.Destination {
  /** What makes metrics in an SDK. Put together at run time: as a constant, the build would relocate it like the class it names. */
  private static final String PROVIDER = "io.".concat("opentelemetry.sdk.metrics.SdkMeterProvider");

  private static final String AGENTS =
      "io.".concat("opentelemetry.javaagent.shaded.io.opentelemetry.api.GlobalOpenTelemetry");

  private static final String OURS = "tripmeter.";

  private final Map<String, Observation.Shown> shown = new HashMap<>();
  private @Nullable WeakReference<Object> provider;

  /** Whether OpenTelemetry's agent is there: it has its API on the bootstrap class path. */
  public static boolean isAgentPresent() {
    return agentsApi() != null;
  }

  private static @Nullable Class<?> agentsApi() {
    try {
      return Class.forName(AGENTS, false, null);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  @Override
  public boolean take(Object made) {
    boolean metrics = made.getClass().getName().equals(PROVIDER);
    if (metrics && provider() == null && !isAgentPresent()) {
      use(made);
    }
    return metrics;
  }

  private @Nullable Object provider() {
    WeakReference<Object> used = provider;
    return used == null ? null : used.get();
  }

  private void use(Object given) {
    provider = new WeakReference<>(given);
    shown.clear();
  }

  @Override
  public boolean show(List<Series> series) throws ReflectiveOperationException {
    Class<?> agents = agentsApi();
    if (provider() == null && agents != null) {
      use(agents.getMethod("getMeterProvider").invoke(null));
    }
    Object to = provider();
    if (to != null) {
      show(series, MeterApi.of(to), to);
    }
    return true;
  }

  private void show(List<Series> all, MeterApi api, Object to) throws ReflectiveOperationException {
    Map<String, List<Series>> byName = new LinkedHashMap<>();
    for (Series series : all) {
      if (series.name().startsWith(OURS)) {
        byName.computeIfAbsent(series.name(), name -> new ArrayList<>()).add(series);
      }
    }
    if (shown.isEmpty()) {
      Log.info("metrics are observed by OpenTelemetry")
          .field("provider", to.getClass().getName())
          .once("otel metrics")
          .write();
    }
    for (Map.Entry<String, List<Series>> named : byName.entrySet()) {
      Observation.Shown known = shown.get(named.getKey());
      if (known == null) {
        known = new Observation.Shown();
        shown.put(named.getKey(), known);
        observe(named.getValue().get(0), known, api, api.meter(to));
      }
      known.series = named.getValue();
    }
    for (Map.Entry<String, Observation.Shown> known : shown.entrySet()) {
      if (!byName.containsKey(known.getKey())) {
        known.getValue().series = Collections.emptyList();
      }
    }
  }

  private static void observe(Series first, Observation.Shown of, MeterApi api, Object meter)
      throws ReflectiveOperationException {
    if (!first.isDistribution()) {
      observe(first, of, api, meter, first.name(), Series::value);
    } else if (first.type() == Series.Type.NUMBERS) {
      observe(first, of, api, meter, first.name(), Series::total);
    } else {
      observe(first, of, api, meter, first.name(), series -> series.total() / 1e9);
      observe(first, of, api, meter, first.name() + ".count", Series::count);
    }
  }

  private static void observe(
      Series first,
      Observation.Shown of,
      MeterApi api,
      Object meter,
      String name,
      ToDoubleFunction<Series> value)
      throws ReflectiveOperationException {
    boolean inSeconds = first.unit() != null && name.equals(first.name());
    api.observe(
        meter,
        first.type() == Series.Type.GAUGE,
        name,
        first.description(),
        inSeconds ? "s" : "1",
        new Observation(api, of, value));
  }

  @Override
  public String toString() {
    return "OpenTelemetry";
  }
}
