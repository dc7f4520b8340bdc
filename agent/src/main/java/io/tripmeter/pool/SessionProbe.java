package io.tripmeter.pool;

import io.tripmeter.connect.BackendProbe;
import io.tripmeter.connect.ProbeName;
import io.tripmeter.connect.ReadBack;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.session.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks the first connections of a pool which settings are in force in their sessions, and what stands before the server: the first one in
 * the round trip of the read-back; a second one, open at the same time, if it can tell more. Told once, when nothing more will be known.
 */
final class SessionProbe {
  /** Told on the thread that has asked last. */
  interface Listener {
    /** What the first connection has answered, which nobody else has yet. */
    void answered(Connection first, ReadBack answer) throws SQLException;

    /**
     * Nothing more will be known.
     *
     * @param answer what is in force by this plan; null if that could not be read back
     */
    void ended(StartupPlan plan, @Nullable ReadBack answer);
  }

  private static final String NAME_IN_USE = "42P05";
  private static final long FIRST_SECONDS = 30;

  private static final long SECOND_SECONDS = 5;
  private static final int ROUNDS = 3;

  private final Connections connections;
  private final Listener listener;
  private final String poolName;
  private final ProbeName statement = new ProbeName();
  private final CountDownLatch firstAsked = new CountDownLatch(1);
  private final CountDownLatch secondAsked = new CountDownLatch(1);
  private final AtomicReference<@Nullable Connection> lent = new AtomicReference<>();
  private @Nullable StartupPlan plan;
  private @Nullable ReadBack answer;
  private int firstProcess;
  private boolean ended;

  SessionProbe(Connections connections, Listener listener, String poolName) {
    this.connections = connections;
    this.listener = listener;
    this.poolName = poolName;
  }

  /**
   * The first connection, which nobody else has.
   *
   * @param second whether another will come, opened at the same time; then this one is kept until both have been asked
   */
  void first(Connection connection, StartupPlan by, boolean second) throws InterruptedException {
    try {
      plan = by;
      if (ReadBack.wouldTakeSnapshot(connection)) {
        leaveAlone(by);
        return;
      }
      ReadBack first = ReadBack.from(connection, by, statement);
      answer = first;
      firstProcess = first.process();
      Pooler pooler = by.endpoint().pooler();
      pooler.seen(first.handshakeProcess(), first.process());
      listener.answered(connection, first);
      connections.sessions().follow(by.endpoint());
      if (!second || !pooler.needsSecond() || !isUsedBySecond(connection)) {
        verify(connection, by);
        end();
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException unanswered) {
      failed(unanswered);
      askForProcessOnly(connection, by);
      end();
    } finally {
      firstAsked.countDown();
    }
  }

  /** A question would do harm there: what its name tells is all that will be known. */
  void leaveAlone(StartupPlan by) {
    plan = by;
    firstAsked.countDown();
    end();
  }

  /** What stands before the server is known even where its settings may not be read. */
  private void askForProcessOnly(Connection connection, StartupPlan by) {
    Pooler pooler = by.endpoint().pooler();
    if (pooler.isSettled()) {
      return;
    }
    try {
      BackendProbe sighting = BackendProbe.byFirst(connection, new ProbeName());
      pooler.seen(DriverConnection.of(connection).backendProcess(), sighting.process());
      connections.sessions().follow(by.endpoint());
    } catch (SQLException | ReflectiveOperationException | RuntimeException unanswered) {
      Log.debug("what stands before the server is not known").error(unanswered).write();
    }
  }

  /** Lends the first connection to the second's thread, which may ask it again; false if none came for it. */
  private boolean isUsedBySecond(Connection connection) throws InterruptedException {
    lent.set(connection);
    firstAsked.countDown();
    if (!secondAsked.await(SECOND_SECONDS, TimeUnit.SECONDS)
        && lent.compareAndSet(connection, null)) {
      return false;
    }
    secondAsked.await();
    return true;
  }

  /** The second connection, which nobody else has, and the plan by which it was opened. */
  void second(Connection connection, @Nullable StartupPlan openedBy) throws InterruptedException {
    if (!firstAsked.await(FIRST_SECONDS, TimeUnit.SECONDS)) {
      return;
    }
    StartupPlan by = plan;
    Connection first = lent.getAndSet(null);
    if (by == null || first == null) {
      return;
    }
    try {
      // With a failover one of them may lead elsewhere.
      if (openedBy != null && openedBy.endpoint() == by.endpoint()) {
        compare(first, connection, by.endpoint().pooler());
        connections.sessions().follow(by.endpoint());
        verify(connection, by);
      } else {
        verify(first, by);
      }
    } catch (SQLException | ReflectiveOperationException | RuntimeException unanswered) {
      failed(unanswered);
    } finally {
      secondAsked.countDown();
      end();
    }
  }

  /** One after the other; again if somebody else was in between, for the server used last is the one that is lent next. */
  private void compare(Connection first, Connection second, Pooler pooler)
      throws SQLException, ReflectiveOperationException {
    ProbeName name = statement;
    int process = firstProcess;
    try {
      for (int round = 1; pooler.needsSecond() && round <= ROUNDS; round++) {
        if (round > 1) {
          name = new ProbeName();
          process = BackendProbe.byFirst(first, name).process();
        }
        BackendProbe sighting = BackendProbe.bySecond(second, name);
        pooler.seenBySecond(process, sighting.process(), sighting.meetsFirst());
      }
    } catch (SQLException refused) {
      if (!NAME_IN_USE.equals(refused.getSQLState())) {
        throw refused;
      }
      pooler.secondMetFirstsStatement();
    }
  }

  /** What is asked for in another way than before must be read back again. */
  private void verify(Connection connection, StartupPlan before)
      throws SQLException, ReflectiveOperationException {
    StartupPlan now = connections.sessions().settle(connection, before);
    plan = now;
    if (!now.withBegin().equals(before.withBegin())) {
      answer = null;
      answer = ReadBack.from(connection, now, new ProbeName());
    }
    if (answer != null) {
      now.endpoint().begin().proven(now.withBegin());
    }
  }

  private void failed(Exception unanswered) {
    answer = null;
    StartupPlan by = plan;
    if (by != null && Pooler.isStatementMode(unanswered)) {
      by.endpoint().pooler().refusesTransactions();
      connections.sessions().follow(by.endpoint());
      plan = by.renewed();
      return;
    }
    if (by != null && !by.withBegin().isEmpty() && by.endpoint().isWithoutBeginSettings()) {
      // It was about the settings that go with BEGIN, which has been logged.
      plan = by.renewed();
      return;
    }
    Log.warn("session settings asked for, but not read back: they may not be in force")
        .pool(poolName)
        .error(unanswered)
        .write();
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Nothing more will be known: no further connection comes. */
  void end() {
    StartupPlan by = plan;
    synchronized (this) {
      if (ended || by == null) {
        return;
      }
      ended = true;
    }
    listener.ended(by, answer);
  }
}
