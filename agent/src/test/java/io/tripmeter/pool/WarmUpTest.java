package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a warm-up does when things around it go wrong; how it fills real pools is tested with real ones. */
@Timeout(60)
class WarmUpTest {
  private static final long LONG = 60_000;

  private final FakePool product = new FakePool("jdbc:postgresql://localhost/app", 4);
  private final List<Connection> opened = new CopyOnWriteArrayList<>();
  private final List<Thread> workers = new CopyOnWriteArrayList<>();
  private final CountDownLatch attempts = new CountDownLatch(3);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<String> ends = new CopyOnWriteArrayList<>();

  private final ConnectionSource source = new ConnectionSource() {
    @Override
    public Connection open() {
      Connection connection = FakePool.connection();
      opened.add(connection);
      attempts.countDown();
      return connection;
    }

    @Override
    public boolean isFor(String url, Properties info) {
      return true;
    }
  };

  private final WarmUp.Listener listener = new WarmUp.Listener() {
    @Override
    public void opened(Connection connection, int number) {}

    @Override
    public void ended(WarmUp warmUp, int requested, int warmed, long nanos, Throwable failure) {
      ends.add(requested + " requested, " + warmed + " warmed, " + failure);
      ended.countDown();
    }
  };

  private Thread started(Runnable task) {
    Thread thread = new Thread(task, "warm-up-test");
    thread.setDaemon(true);
    workers.add(thread);
    return thread;
  }

  /** As when the process may have no more threads. */
  private static Thread unstartable(Runnable task) {
    return new Thread(task) {
      @Override
      public synchronized void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }

  private EntryWarmUp warmUp(ThreadFactory threads, long creationMillis) {
    return new EntryWarmUp(product, listener, 4, 32, threads, creationMillis);
  }

  private void awaitWorkers() throws InterruptedException {
    for (Thread worker : workers) {
      worker.join();
    }
  }

  @Test
  void aPoolThatStandsGetsWhatWasOpenedMeanwhile() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    warmUp.begin(source);
    assertTrue(attempts.await(30, TimeUnit.SECONDS));
    product.add(product, "the pool's own first");
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    awaitWorkers();
    assertEquals(4, product.size(product));
    assertEquals(3, opened.size());
    assertEquals(List.of("4 requested, 4 warmed, null"), ends);
    assertEquals(0, warmUp.reserved());
  }

  @Test
  void aCreationThatTakesTooLongFindsItsWarmUpEndedAndNothingReserved() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, 20);
    warmUp.begin(source);
    awaitWorkers();
    assertTrue(warmUp.isCancelled());
    // One that starts when it is over opens nothing.
    assertTrue(opened.size() <= 3, () -> opened.size() + " opened");
    for (Connection connection : opened) {
      assertTrue(connection.isClosed());
    }
    product.add(product, "the pool's own first");
    warmUp.created(product);
    awaitWorkers();
    assertEquals(0, warmUp.reserved(), "the pool would leave room for what never comes");
    assertEquals(1, product.size(product));
    assertNull(warmUp.takeOne());
  }

  @Test
  void withoutAnyWorkerThePoolStandsAndTheWarmUpEnds() throws Exception {
    EntryWarmUp warmUp = warmUp(WarmUpTest::unstartable, LONG);
    warmUp.begin(source);
    product.add(product, "the pool's own first");
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    assertEquals(0, warmUp.reserved());
    assertEquals(
        List.of(
            "4 requested, 1 warmed, java.lang.OutOfMemoryError: unable to create native thread"),
        ends);
  }

  @Test
  void aRefusedFirstConnectionDoesNotWaitForWorkersThatNeverStarted() throws Exception {
    EntryWarmUp warmUp = warmUp(WarmUpTest::unstartable, LONG);
    warmUp.begin(source);
    assertNull(warmUp.takeOne());
  }

  @Test
  void oneWorkerThatStartsDoesTheWorkOfAll() throws Exception {
    AtomicInteger count = new AtomicInteger();
    EntryWarmUp warmUp =
        warmUp(task -> count.incrementAndGet() == 2 ? started(task) : unstartable(task), LONG);
    warmUp.begin(source);
    product.add(product, "the pool's own first");
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    awaitWorkers();
    assertEquals(4, product.size(product));
    assertEquals(0, warmUp.reserved());
  }

  @Test
  void aCancelledWarmUpClosesWhatItHoldsAndAddsNothing() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    warmUp.begin(source);
    warmUp.cancel();
    awaitWorkers();
    for (Connection connection : opened) {
      assertTrue(connection.isClosed());
    }
    assertEquals(0, product.size(product));
    assertEquals(0, warmUp.reserved());
  }

  @Test
  void aRefusedFirstConnectionIsReplacedByAWorkers() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    warmUp.begin(source);
    Connection taken = warmUp.takeOne();
    assertNotNull(taken);
    product.add(product, taken);
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    awaitWorkers();
    assertFalse(taken.isClosed());
    assertTrue(product.size(product) <= 4, () -> product.size(product) + " of 4");
  }

  @Test
  void whatTheServerRefusesIsTheFailureThatIsTold() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    warmUp.begin(new ConnectionSource() {
      @Override
      public Connection open() throws SQLException {
        attempts.countDown();
        throw new SQLException("sorry, too many clients already");
      }

      @Override
      public boolean isFor(String url, Properties info) {
        return true;
      }
    });
    assertTrue(attempts.await(30, TimeUnit.SECONDS));
    product.add(product, "the pool's own first");
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    assertEquals(
        List.of("4 requested, 1 warmed, java.sql.SQLException: sorry, too many clients already"),
        ends);
    assertEquals(0, warmUp.reserved());
  }

  /** A source has the driver, the URL and the password. */
  private WeakReference<ConnectionSource> begun(EntryWarmUp warmUp, boolean refuses) {
    ConnectionSource temporary = new ConnectionSource() {
      @Override
      public Connection open() throws SQLException {
        attempts.countDown();
        if (refuses) {
          throw new SQLException("sorry, too many clients already");
        }
        return FakePool.connection();
      }

      @Override
      public boolean isFor(String url, Properties info) {
        return true;
      }
    };
    warmUp.begin(temporary);
    return new WeakReference<>(temporary);
  }

  private static void assertNotKept(WeakReference<ConnectionSource> source, EntryWarmUp by) {
    for (int i = 0; i < 20 && source.get() != null; i++) {
      System.gc();
    }
    assertNull(source.get(), "kept by the warm-up");
    assertEquals(0, by.reserved());
  }

  @Test
  void nothingOfTheApplicationsIsKeptAfterTheEnd() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    WeakReference<ConnectionSource> source = begun(warmUp, false);
    assertTrue(attempts.await(30, TimeUnit.SECONDS));
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    awaitWorkers();
    assertNotKept(source, warmUp);
  }

  @Test
  void nothingOfTheApplicationsIsKeptAfterACreationThatTakesTooLong() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, 20);
    WeakReference<ConnectionSource> source = begun(warmUp, false);
    awaitWorkers();
    assertNotKept(source, warmUp);
  }

  @Test
  void nothingOfTheApplicationsIsKeptWithoutAnyWorker() throws Exception {
    EntryWarmUp warmUp = warmUp(WarmUpTest::unstartable, LONG);
    WeakReference<ConnectionSource> source = begun(warmUp, false);
    warmUp.cancel();
    assertNotKept(source, warmUp);
  }

  @Test
  void noRefusalIsKeptAfterTheEnd() throws Exception {
    EntryWarmUp warmUp = warmUp(this::started, LONG);
    begun(warmUp, true);
    assertTrue(attempts.await(30, TimeUnit.SECONDS));
    warmUp.created(product);
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    awaitWorkers();
    assertNull(warmUp.prefetch.takeRefusal());
  }

  /** HikariCP's own thread begins 100 ms after it was planned, on a busy machine before the constructor ends. */
  @Test
  void aPoolThatDoesNotStandYetHasNoRoomForItsOwnThread() {
    EntryWarmUp warmUp = new EntryWarmUp(product, listener, 3, 2);
    assertEquals(3, warmUp.reserved());
    warmUp.cancel();
    assertEquals(0, warmUp.reserved());
  }
}
