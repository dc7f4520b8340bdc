package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TripStreamTest {
  /** The answer is there when it goes on: only the time before the write tells what the link has taken. */
  @Test
  void aThreadThatIsStoppedAfterItsWriteMakesNoLinkFaster() throws IOException {
    PoolStats pool = PoolStats.unseen("stopped", this);
    long stopped = TimeUnit.MILLISECONDS.toNanos(50);
    InputStream stream = stream(pool);

    long start = TripStream.flushing() - stopped;
    TripStream.flushed(stream, start);
    stream.read();

    assertTrue(pool.fastestTrip() >= stopped, () -> pool.fastestTrip() + " ns");
  }

  private static InputStream stream(PoolStats pool) {
    ThreadState.current().pool().setOpening(pool);
    try {
      return TripStream.around(new InputStream() {
        @Override
        public int read() {
          return 'Z';
        }
      });
    } finally {
      ThreadState.current().pool().setOpening(null);
    }
  }
}
