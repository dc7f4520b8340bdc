package io.tripmeter.signals.micrometer;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.MeterRegistries;
import io.tripmeter.log.Log;
import io.tripmeter.signals.metrics.Series;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has the application's Micrometer registries show the agent's series, on a thread of its own that is started with the first registry: registering
 * runs the application's filters, which may do anything.
 */
public final class ApplicationRegistries implements Runnable {
  /** For series that appear without being told. */
  private static final long REFRESH_NANOS = 10_000_000_000L;

  /** Between two looks at a registry that the application does not use yet. */
  private static final long SOON_NANOS = 500_000_000L;

  /** Many series may change at once. */
  private static final long PAUSE_NANOS = 50_000_000L;

  private static final String OURS = "tripmeter.";

  private final Telemetry telemetry;
  private final Object lock = new Object();
  private final List<KnownRegistry> known = new ArrayList<>();
  private final List<ShownSeries> shown = new ArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile boolean due;

  private ApplicationRegistries(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** From now on, for those that were made before too. */
  public static void show(Telemetry telemetry) {
    ApplicationRegistries all = new ApplicationRegistries(telemetry);
    MeterRegistries.listen(all::wake);
    telemetry.whenSeriesChange(all::wakeIfStarted);
  }

  private void wake() {
    synchronized (lock) {
      if (thread == null) {
        Thread started = AgentThread.daemon("tripmeter-micrometer", this);
        thread = started;
        started.start();
      }
    }
    wakeIfStarted();
  }

  private void wakeIfStarted() {
    due = true;
    Thread started = thread;
    if (started != null) {
      LockSupport.unpark(started);
    }
  }

  @Override
  public void run() {
    long wait = 0;
    while (!Thread.interrupted()) {
      if (!due && wait > 0) {
        LockSupport.parkNanos(this, wait);
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
      due = false;
      try {
        wait = pass() ? REFRESH_NANOS : SOON_NANOS;
      } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
        wait = REFRESH_NANOS;
        Log.warn("the application's Micrometer registries do not show the metrics")
            .error(failure)
            .once("micrometer")
            .write();
      }
    }
  }

  /** Whether all registries show the series. */
  private boolean pass() throws ReflectiveOperationException {
    for (Object made : MeterRegistries.take()) {
      known.add(new KnownRegistry(made));
    }
    RegistryTree tree = new RegistryTree(living());
    Set<Object> covered = RegistryTree.identitySet();
    List<Series> series = telemetry.catalogue().series();
    shown.removeIf(each -> !tree.isOpen(each.registry()));
    for (ShownSeries each : shown) {
      covered.addAll(tree.leaves(each.registry()));
      each.show(series);
    }
    boolean complete = true;
    for (Object leaf : tree.leaves()) {
      if (!covered.contains(leaf)) {
        if (tree.isInUse(leaf) || waitedLongEnough(leaf)) {
          Object place = tree.placeFor(leaf, covered);
          begin(place, tree).show(series);
          covered.addAll(tree.leaves(place));
        } else {
          complete = false;
        }
      }
    }
    return complete;
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
      if (registry != null) {
        living.add(registry);
      }
    }
    return living;
  }

  private boolean waitedLongEnough(Object leaf) {
    for (KnownRegistry each : known) {
      if (each.registry() == leaf) {
        return each.isOld();
      }
    }
    return true;
  }
}
