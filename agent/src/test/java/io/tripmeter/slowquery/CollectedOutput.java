package io.tripmeter.slowquery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

final class CollectedOutput extends SlowQueryOutput {
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch one = new CountDownLatch(1);

  @Override
  void write(SlowQuery query) {
    count.incrementAndGet();
    one.countDown();
  }

  boolean awaitOne() throws InterruptedException {
    return one.await(10, TimeUnit.SECONDS);
  }

  int count() {
    return count.get();
  }
}
