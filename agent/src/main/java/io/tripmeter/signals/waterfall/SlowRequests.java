package io.tripmeter.signals.waterfall;

import io.tripmeter.boot.TripTrace;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last requests that took {@code slow-query.threshold} or longer and asked the database for something. A request that is not slow
 * costs what {@link TripTrace} costs, and allocates nothing.
 */
public final class SlowRequests implements WorkObserver {
  private static final int MOST = 50;

  /** Ten a second at most: over a slow link each request may be one, and it takes time and memory to keep. */
  private static final long PAUSE_NANOS = 100_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long pauseNanos;
  private final Settings settings;
  private final Spans spans;
  private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
  private final Deque<SlowRequest> last = new ArrayDeque<>();

  public SlowRequests(Settings settings, Spans spans) {
    this(settings, spans, PAUSE_NANOS);
  }

  SlowRequests(Settings settings, Spans spans, long pauseNanos) {
    this.pauseNanos = pauseNanos;
    this.settings = settings;
    this.spans = spans;
  }

  /** It may change while requests run. */
  private long threshold() {
    return settings.duration(Option.SLOW_QUERY_THRESHOLD) * NANOS_PER_MILLI;
  }

  @Override
  public void began(UnitOfWork unit, Object subject) {
    if (threshold() > 0 && unit.kind() instanceof RequestKind) {
      unit.cost().traceTrips();
    }
  }

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {
    long threshold = threshold();
    TripTrace trace = threshold <= 0 || nanos < threshold ? null : unit.cost().trace();
    if (trace == null || !isTurn()) {
      return;
    }
    SlowRequest slow = new SlowRequest(unit, trace, nanos, spans.traceId(unit));
    synchronized (last) {
      if (last.size() == MOST) {
        last.removeLast();
      }
      last.addFirst(slow);
    }
  }

  private boolean isTurn() {
    long now = System.nanoTime();
    long next = nextAt.get();
    return now - next >= 0 && nextAt.compareAndSet(next, now + pauseNanos);
  }

  /** Newest first. */
  public List<SlowRequest> last() {
    synchronized (last) {
      return new ArrayList<>(last);
    }
  }
}
