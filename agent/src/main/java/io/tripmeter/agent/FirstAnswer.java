package io.tripmeter.agent;

import io.tripmeter.boot.RequestCounters;
import io.tripmeter.work.RequestObserver;
import io.tripmeter.work.Server;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application's first answer: what nobody waits for before it does not compete with it for the processors. */
final class FirstAnswer implements RequestObserver {
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public void began(RequestCounters request, Server server, Object exchange) {}

  @Override
  public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
    ended.countDown();
  }

  /** Returns when there was one, or after this time. */
  void await(long millis) throws InterruptedException {
    ended.await(millis, TimeUnit.MILLISECONDS);
  }
}
