package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.session.FirstNotOpened;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool that opens its connections itself, on the test's thread, and asks for each. */
@Timeout(60)
final class SelfWarmUpTest {
  private static final String URL = "jdbc:postgresql://localhost/app";

  /** Opens a connection, or fails. */
  private interface Opening {
    Connection open() throws SQLException;
  }

  private final List<Connection> opened = new CopyOnWriteArrayList<>();
  private final List<Thread> workers = new CopyOnWriteArrayList<>();
  private final List<String> ends = new CopyOnWriteArrayList<>();

  private volatile int failingAt;
  private int added;

  private final WarmUp.Listener listener = new WarmUp.Listener() {
    @Override
    public void opened(Connection connection, int number) {
      if (number == failingAt) {
        throw new IllegalStateException("as a mistake of ours");
      }
    }

    @Override
    public void ended(WarmUp warmUp, int requested, int warmed, long nanos, Throwable failure) {
      ends.add(requested + " requested, " + warmed + " warmed, " + failure);
    }
  };

  private Thread started(Runnable task) {
    Thread thread = new Thread(task, "warm-up-test");
    thread.setDaemon(true);
    workers.add(thread);
    return thread;
  }

  private SelfWarmUp warmUp(ThreadFactory threads, long heldMillis) {
    return new SelfWarmUp(listener, 4, added, 32, threads, heldMillis);
  }

  private Connection opensOne() {
    Connection connection = FakePool.connection();
    opened.add(connection);
    return connection;
  }

  private static ConnectionSource source(Opening opening) {
    return new ConnectionSource() {
      @Override
      public Connection open() throws SQLException {
        return opening.open();
      }

      @Override
      public boolean isFor(String url, Properties info) {
        return url.equals(URL);
      }
    };
  }

  private Connection ask(WarmUp warmUp, Opening opening) throws SQLException {
    return warmUp.ready(source(opening), URL, null, false);
  }

  private void awaitWorkers() throws InterruptedException {
    for (Thread worker : workers) {
      worker.join();
    }
  }

  @Test
  void thePoolOpensTheFirstAndIsGivenTheOthers() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    assertNull(ask(warmUp, this::opensOne));
    warmUp.attempted(true);
    List<Connection> given = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      given.add(ask(warmUp, this::opensOne));
      warmUp.attempted(true);
    }
    assertEquals(List.of("4 requested, 4 warmed, null"), ends);
    assertEquals(3, opened.size());
    assertTrue(given.containsAll(opened));
    assertNull(ask(warmUp, this::opensOne), "what it opens later is its own");
    awaitWorkers();
  }

  @Test
  void eachRefusalOfAWorkersIsTheAnswerToOneOfThePoolsAttempts() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    Opening refused = () -> {
      throw new SQLException("sorry, too many clients already", "53300");
    };
    assertNull(ask(warmUp, refused));
    warmUp.attempted(true);
    for (int i = 0; i < 3; i++) {
      assertThrows(SQLException.class, () -> ask(warmUp, refused));
      warmUp.attempted(false);
    }
    assertEquals(
        List.of("4 requested, 1 warmed, java.sql.SQLException: sorry, too many clients already"),
        ends);
  }

  @Test
  void whatTheWarmUpAloneAsksForIsRefusedWithTheFirst() throws Exception {
    added = 3;
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    SQLException wrong = new SQLException("password authentication failed", "28P01");
    Opening none = () -> {
      throw new AssertionError("the server is not asked again");
    };
    assertNull(ask(warmUp, none));
    warmUp.gate().close(wrong, false);
    warmUp.attempted(false);
    for (int i = 0; i < 3; i++) {
      assertSame(wrong, assertThrows(SQLException.class, () -> ask(warmUp, none)));
      warmUp.attempted(false);
    }
    assertNull(ask(warmUp, this::opensOne), "the application's own attempt");
    awaitWorkers();
    assertEquals(1, ends.size());
  }

  @Test
  void anOldRefusalIsNobodysAnswerAfterTheWarmUp() throws Exception {
    added = 4;
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    SQLException down = new SQLException("connection refused", "08001");
    assertNull(ask(warmUp, this::opensOne));
    warmUp.gate().close(down, false);
    warmUp.attempted(false);
    for (int i = 0; i < 3; i++) {
      assertThrows(SQLException.class, () -> ask(warmUp, this::opensOne));
      warmUp.attempted(false);
    }
    assertNull(ask(warmUp, this::opensOne), "the server may be back");
    awaitWorkers();
  }

  @Test
  void withoutAnyWorkerThePoolOpensAllItself() throws Exception {
    SelfWarmUp warmUp = warmUp(
        task -> new Thread(task) {
          @Override
          public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
          }
        },
        WarmUp.HELD_MILLIS);
    for (int i = 0; i < 4; i++) {
      assertNull(ask(warmUp, this::opensOne));
      warmUp.attempted(true);
    }
    assertEquals(
        List.of(
            "4 requested, 4 warmed, java.lang.OutOfMemoryError: unable to create native thread"),
        ends);
  }

  @Test
  void connectionsThatThePoolDoesNotAskForAreClosed() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, 20);
    assertNull(ask(warmUp, this::opensOne));
    warmUp.attempted(true);
    awaitWorkers();
    for (Connection connection : opened) {
      assertTrue(connection.isClosed());
    }
    assertEquals(List.of("4 requested, 1 warmed, null"), ends);
    assertNull(ask(warmUp, this::opensOne), "the pool opens its own");
  }

  @Test
  void aPoolThatClosesLeavesNoneOpen() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    assertNull(ask(warmUp, this::opensOne));
    warmUp.attempted(true);
    Connection taken = ask(warmUp, this::opensOne);
    assertNotNull(taken);
    warmUp.cancel();
    awaitWorkers();
    for (Connection connection : opened) {
      assertEquals(connection != taken, connection.isClosed());
    }
  }

  @Test
  void aPoolThatAsksWithNewCredentialsOpensAllItself() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    assertNull(ask(warmUp, this::opensOne));
    warmUp.attempted(true);
    assertNull(warmUp.ready(source(this::opensOne), URL + "2", null, false));
    warmUp.attempted(true);
    assertNull(ask(warmUp, this::opensOne), "nobody opens connections ahead any more");
    warmUp.attempted(true);
    for (Connection connection : opened) {
      while (!connection.isClosed()) {
        Thread.yield();
      }
    }
    warmUp.attempted(true);
    assertEquals(List.of("4 requested, 4 warmed, null"), ends);
    awaitWorkers();
  }

  @Test
  void aConnectionThatWasNotTriedIsNoRefusal() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    Opening notTried = () -> {
      throw new FirstNotOpened();
    };
    for (int i = 0; i < 4; i++) {
      assertNull(ask(warmUp, notTried));
      warmUp.attempted(true);
    }
    assertEquals(List.of("4 requested, 4 warmed, null"), ends);
  }

  @Test
  void aRefusalIsNoAnswerAfterTheEnd() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, 20);
    Opening refused = () -> {
      throw new SQLException("sorry, too many clients already", "53300");
    };
    assertNull(ask(warmUp, refused));
    warmUp.attempted(true);
    awaitWorkers();
    assertEquals(1, ends.size());
    assertNull(ask(warmUp, refused));
    assertNull(warmUp.prefetch.source());
  }

  @Test
  void anotherThreadsConnectionDoesNotEndTheFirst() throws Exception {
    SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
    assertNull(ask(warmUp, this::opensOne));
    Thread other = new Thread(() -> warmUp.attempted(true));
    other.start();
    other.join();
    assertTrue(warmUp.isLedHere(false));
    warmUp.attempted(true);
    assertFalse(warmUp.isLedHere(false));
    warmUp.cancel();
  }

  @Test
  void aListenerThatFailsLeavesNoConnectionOpen() throws Exception {
    for (int number = 1; number <= WarmUp.TOLD; number++) {
      failingAt = number;
      opened.clear();
      SelfWarmUp warmUp = warmUp(this::started, WarmUp.HELD_MILLIS);
      assertNull(ask(warmUp, this::opensOne));
      warmUp.attempted(true);
      List<Connection> given = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        given.add(ask(warmUp, this::opensOne));
        warmUp.attempted(true);
      }
      awaitWorkers();
      for (Connection connection : opened) {
        assertTrue(given.contains(connection) != connection.isClosed(), "told as " + number);
      }
    }
  }
}
