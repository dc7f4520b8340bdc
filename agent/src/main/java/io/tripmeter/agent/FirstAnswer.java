package io.tripmeter.agent;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkObserver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application's first answer: what nobody waits for before it does not compete with it for the processors. */
final class FirstAnswer implements WorkObserver {
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {
    if (unit.kind() instanceof RequestKind) {
      ended.countDown();
    }
  }

  /** Returns when there was one, or after this time. */
  void await(long millis) throws InterruptedException {
    ended.await(millis, TimeUnit.MILLISECONDS);
  }
}
