package io.tripmeter.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A unit of work whose tasks run on many threads at once. */
class SharedUnitTest {
  private static final int THREADS = 4;
  private static final int STATEMENTS = 400_000;
  private static final int CALLED = THREADS * STATEMENTS;

  private final ThreadState thread = ThreadState.current();
  private final UnitOfWork unit = TestUnits.begin();

  @AfterEach
  void forget() {
    thread.work.unit = null;
  }

  @Test
  void whatItsTasksCountIsExact() throws Exception {
    thread.work.unit = unit;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        tasks.add(executor.submit(WorkCalls.carry(() -> work(go))));
      }
      go.countDown();
      for (Future<?> task : tasks) {
        task.get();
      }
    } finally {
      executor.shutdown();
    }
    assertEquals(CALLED, unit.cost().roundTrips());
    assertEquals(CALLED, unit.cost().trips(TripKind.QUERY));
    assertEquals(3 * CALLED, unit.cost().statements());
    unit.cost().markRepeated("SELECT 1", 1, "somewhere", null);
    assertEquals(CALLED, unit.cost().repeatedCount());
    assertTrue(unit.cost().databaseNanos() > 0);
  }

  private static void work(CountDownLatch go) {
    InputStream stream = TripStream.around(new InputStream() {
      @Override
      public int read() {
        return 'Z';
      }
    });
    try {
      go.await();
      for (int i = 0; i < STATEMENTS; i++) {
        boolean outermost = StatementCalls.enter("executor", "SELECT 1", 3);
        TripStream.flushed(stream, TripStream.flushing());
        assertEquals('Z', stream.read());
        ThreadState.current().work.unit.cost.repeat("SELECT 1");
        StatementCalls.exit(stream, outermost, "SELECT 1", null, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
