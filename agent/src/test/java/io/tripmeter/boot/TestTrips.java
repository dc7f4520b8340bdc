package io.tripmeter.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Round trips of this thread, on a connection of a pool that nobody sees. */
public final class TestTrips {
  private final InputStream stream;

  public TestTrips(PoolStats pool) {
    this(pool, 'Z');
  }

  /** Whose answers may have been sent before anybody asked: the link is what the pool has recorded otherwise. */
  public static TestTrips withoutLink(PoolStats pool) {
    return new TestTrips(pool, 'N');
  }

  private TestTrips(PoolStats pool, char answer) {
    ThreadState.current().pool().setOpening(pool);
    stream = TripStream.around(new InputStream() {
      @Override
      public int read() {
        return answer;
      }
    });
    ThreadState.current().pool().setOpening(null);
  }

  /** Each in a call of the driver's of its own. */
  public void make(TripKind kind, int count) {
    for (int i = 0; i < count; i++) {
      boolean outermost = DriverCalls.enter(kind);
      one();
      DriverCalls.exit(outermost);
    }
  }

  public void execute(@Nullable String text) {
    boolean outermost = StatementCalls.enter("executor", text, 1);
    one();
    StatementCalls.exit("executor", outermost, "query", null, null);
  }

  private void one() {
    try {
      TripStream.flushed(stream, TripStream.flushing());
      stream.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A borrow of this thread that began so many nanoseconds ago ends. */
  public static void waits(Object pool, long nanos, @Nullable Throwable thrown) {
    PoolCalls.borrow(pool);
    PoolCalls.borrowed(System.nanoTime() - nanos, thrown);
  }
}
