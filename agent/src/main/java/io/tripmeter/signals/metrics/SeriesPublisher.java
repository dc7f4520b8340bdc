package io.tripmeter.signals.metrics;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.boot.MeterRegistries;
import io.tripmeter.log.Log;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Shows the series where the application has its own metrics, on a thread that is started when there is such a place: what is called there is the
 * application's code, which may do anything.
 */
public final class SeriesPublisher implements Runnable {
  /** Metrics of the application's own. One thread. */
  public interface Destination {
    /** Whether what the application has made is of this kind; it is looked at with the next {@link #show}. */
    boolean take(Object made);

    /**
     * These are all series now.
     *
     * @return false if there is a place that will be ready for them soon
     * @throws Exception whatever the application's classes throw
     */
    boolean show(List<Series> series) throws Exception;
  }

  /** For series that appear without being told. */
  private static final long REFRESH_NANOS = 10_000_000_000L;

  /** Between two looks at a place that is not ready. */
  private static final long SOON_NANOS = 500_000_000L;

  /** Many series may change at once. */
  private static final long PAUSE_NANOS = 50_000_000L;

  private final Telemetry telemetry;
  private final List<Destination> destinations;
  private final Object lock = new Object();
  private volatile @Nullable Thread thread;
  private volatile boolean due;

  private SeriesPublisher(Telemetry telemetry, List<Destination> destinations) {
    this.telemetry = telemetry;
    this.destinations = destinations;
  }

  /**
   * From now on, for what was made before too.
   *
   * @param atOnce whether there is a destination already; else the first one that is made starts the thread
   */
  public static void start(Telemetry telemetry, List<Destination> destinations, boolean atOnce) {
    SeriesPublisher publisher = new SeriesPublisher(telemetry, destinations);
    telemetry.whenSeriesChange(publisher::wakeIfStarted);
    MeterRegistries.listen(publisher::wake);
    if (atOnce) {
      publisher.wake();
    }
  }

  private void wake() {
    synchronized (lock) {
      if (thread == null) {
        Thread started = AgentThread.daemon("tripmeter-publish", this);
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
      wait = passAside() ? REFRESH_NANOS : SOON_NANOS;
    }
  }

  /**
   * On a thread of its own: what an application's filter leaves in thread locals would keep a web application alive as long as the thread.
   */
  private boolean passAside() {
    AtomicBoolean ready = new AtomicBoolean(true);
    Thread aside = AgentThread.daemon("tripmeter-publish-pass", () -> ready.set(pass()));
    aside.start();
    try {
      aside.join();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return ready.get();
  }

  private boolean pass() {
    for (Object made : MeterRegistries.take()) {
      for (Destination destination : destinations) {
        if (destination.take(made)) {
          break;
        }
      }
    }
    boolean ready = true;
    for (Destination destination : destinations) {
      try {
        ready &= destination.show(telemetry.catalogue().series());
      } catch (Exception | LinkageError failure) {
        Log.warn("the application's own metrics do not show Tripmeter's")
            .field("where", destination.toString())
            .error(failure)
            .once("publish " + destination)
            .write();
      }
    }
    return ready;
  }
}
