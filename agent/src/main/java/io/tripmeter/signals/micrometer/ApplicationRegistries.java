package io.tripmeter.signals.micrometer;

import io.tripmeter.log.Log;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.signals.metrics.Series;
import io.tripmeter.signals.metrics.SeriesPublisher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has the application's Micrometer registries show the agent's series: docs/decisions/metrics.md. */
public final class ApplicationRegistries implements SeriesPublisher.Destination {
  private static final String OURS = "tripmeter.";

  /** So many are looked at on each visit, the oldest ones: each has a meter of each series. */
  static final int MOST = 32;

  /** So many are known: one that waits takes the place of one that is closed or collected. */
  private static final int MOST_KNOWN = 1_000;

  private final List<KnownRegistry> known = new ArrayList<>();
  private final List<ShownSeries> shown = new ArrayList<>();

  @Override
  public boolean take(Object made) {
    boolean registry = MicrometerApi.isRegistry(made);
    if (registry && known.size() < MOST_KNOWN) {
      known.add(new KnownRegistry(made));
    }
    return registry;
  }

  @Override
  public boolean show(List<Series> series) {
    RegistryTree tree = new RegistryTree(living());
    Set<Object> covered = RegistryTree.identitySet();
    shown.removeIf(each -> !tree.mayBeOpen(each.registry()));
    for (ShownSeries each : shown) {
      covered.addAll(tree.leaves(each.registry()));
      each.show(series);
    }
    boolean complete = true;
    for (Object leaf : tree.leaves()) {
      if (!covered.contains(leaf)) {
        if (tree.isInUse(leaf) || waitedLongEnough(leaf)) {
          Object place = tree.placeFor(leaf, covered);
          begin(place, tree, series);
          covered.addAll(tree.leaves(place));
        } else {
          complete = false;
        }
      }
    }
    return complete;
  }

  /** The other places do not depend on this one. */
  private void begin(Object place, RegistryTree tree, List<Series> series) {
    try {
      begin(place, tree).show(series);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      warn(place, failure);
    }
  }

  static void warn(Object registry, Throwable failure) {
    Log.warn("the application's own metrics do not show Tripmeter's")
        .field("where", "Micrometer")
        .field("registry", registry.getClass().getName())
        .error(ReflectiveAccess.cause(failure))
        .once("micrometer unreadable " + registry.getClass().getName())
        .write();
  }

  private ShownSeries begin(Object place, RegistryTree tree) throws ReflectiveOperationException {
    Set<String> applications = new HashSet<>();
    for (Object leaf : tree.leaves(place)) {
      MicrometerApi api = MicrometerApi.of(leaf);
      for (Object meter : api.meters(leaf).toArray()) {
        String name = api.name(meter);
        if (!name.startsWith(OURS)) {
          applications.add(name);
        }
      }
    }
    ShownSeries begun = new ShownSeries(place, applications);
    shown.add(begun);
    Log.info("metrics are shown in the application's Micrometer registry")
        .field("registry", place.getClass().getName())
        .once("micrometer " + place.getClass().getName())
        .write();
    return begun;
  }

  private List<Object> living() {
    List<Object> living = new ArrayList<>();
    known.removeIf(each -> each.registry() == null);
    for (KnownRegistry each : known) {
      Object registry = each.registry();
      if (registry != null && !isClosed(registry)) {
        if (living.size() == MOST) {
          warnOfMore();
          break;
        }
        living.add(registry);
      }
    }
    return living;
  }

  private static boolean isClosed(Object registry) {
    try {
      return MicrometerApi.of(registry).isClosed(registry);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
      return false;
    }
  }

  private static void warnOfMore() {
    Log.warn("the application has more Micrometer registries than Tripmeter looks at")
        .field("looks_at", MOST)
        .once("micrometer too many")
        .write();
  }

  private boolean waitedLongEnough(Object leaf) {
    for (KnownRegistry each : known) {
      if (each.registry() == leaf) {
        return each.isOld();
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "Micrometer";
  }
}
