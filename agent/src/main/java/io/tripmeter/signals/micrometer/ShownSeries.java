package io.tripmeter.signals.micrometer;

import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.Series;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The series that one registry of the application's shows. Registry and meters are held weakly. One thread. */
final class ShownSeries {
  private final WeakReference<Object> registry;
  private final Map<Series, WeakReference<Object>> meters = new HashMap<>();
  private final Set<String> applications;

  /** @param applications names of the application's own meters, which are left to it */
  ShownSeries(Object registry, Set<String> applications) {
    this.registry = new WeakReference<>(registry);
    this.applications = applications;
  }

  @Nullable
  Object registry() {
    return registry.get();
  }

  /** Adds the meters of new series and removes those of others. */
  void show(List<Series> now) {
    Object to = registry.get();
    if (to == null) {
      return;
    }
    MicrometerApi api = MicrometerApi.of(to);
    removeAllBut(new HashSet<>(now), api, to);
    for (Series series : now) {
      if (!meters.containsKey(series) && !applications.contains(series.name())) {
        meters.put(series, new WeakReference<>(register(series, api, to)));
      }
    }
  }

  private static @Nullable Object register(Series series, MicrometerApi api, Object to) {
    try {
      return api.register(series, to);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
      Log.warn("the application's Micrometer registry does not take a metric")
          .field("registry", to.getClass().getName())
          .field("metric", series.name())
          .error(ReflectiveAccess.cause(refused))
          .once("micrometer " + series.name())
          .write();
      return null;
    }
  }

  private void removeAllBut(Set<Series> now, MicrometerApi api, Object from) {
    for (Iterator<Map.Entry<Series, WeakReference<Object>>> all =
            meters.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Series, WeakReference<Object>> known = all.next();
      if (!now.contains(known.getKey())) {
        all.remove();
        Object meter = known.getValue().get();
        try {
          if (meter != null) {
            api.remove(from, meter);
          }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError stays) {
          // It shows its last value.
        }
      }
    }
  }
}
