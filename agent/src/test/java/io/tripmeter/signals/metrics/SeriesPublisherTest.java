package io.tripmeter.signals.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SeriesPublisherTest {
  private static final ThreadLocal<String> LEFT = new ThreadLocal<>();

  /** Such as an application's filter. */
  private static final class LeavesThreadLocals implements SeriesPublisher.Destination {
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    private volatile String found;

    @Override
    public boolean take(Object made) {
      return false;
    }

    @Override
    public boolean show(List<Series> series) {
      if (LEFT.get() != null) {
        found = LEFT.get();
      }
      LEFT.set("of the application");
      threads.add(Thread.currentThread());
      return true;
    }
  }

  @Test
  void whatAnApplicationLeavesInThreadLocalsIsGoneAfterThePass() throws InterruptedException {
    Telemetry telemetry = new Telemetry(Runnable::run);
    LeavesThreadLocals destination = new LeavesThreadLocals();
    SeriesPublisher.start(telemetry, Collections.singletonList(destination), true);
    Thread first = destination.threads.poll(30, TimeUnit.SECONDS);
    assertNotNull(first);
    telemetry.pools().closed();
    assertNotNull(destination.threads.poll(30, TimeUnit.SECONDS));
    assertNull(destination.found);
    first.join(30_000);
    assertEquals(Thread.State.TERMINATED, first.getState());
  }
}
