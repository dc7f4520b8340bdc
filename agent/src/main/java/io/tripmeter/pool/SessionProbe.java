package io.tripmeter.pool;

import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.Connections;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.session.ProbeName;
import io.tripmeter.session.ReadBack;
import io.tripmeter.session.StartupPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** Questions more to a second client that was given another server: somebody may just have had the first one's. */
  private static final int MORE = 2;

  private final Connections connections;
  private final Listener listener;
  private final String poolName;
  private final ProbeName statement = new ProbeName();
  private final CountDownLatch firstAsked = new CountDownLatch(1);
  private @Nullable StartupPlan plan;
  private @Nullable ReadBack answer;
  private boolean ended;

  SessionProbe(Connections connections, Listener listener, String poolName) {
    this.connections = connections;
    this.listener = listener;
    this.poolName = poolName;
  }

  /**
   * The first connection, which nobody else has.
   *
   * @param second whether another will come, opened at the same time
   */
  void first(Connection connection, StartupPlan by, boolean second) {
    try {
      plan = by;
      ReadBack first = ReadBack.from(connection, by, statement);
      answer = first;
      Pooler pooler = by.endpoint().pooler();
      pooler.seen(first.handshakeProcess(), first.process());
      if (first.isDropped() && !pooler.isProvenDirect()) {
        by.endpoint().dropsOptions();
      }
      listener.answered(connection, first);
      connections.follow(by.endpoint());
      if (second && pooler.needsSecond()) {
        return;
      }
      verify(connection, by);
      end();
    } catch (SQLException | ReflectiveOperationException | RuntimeException unanswered) {
      failed(unanswered);
      end();
    } finally {
      firstAsked.countDown();
    }
  }

  /** The second connection, which nobody else has. */
  void second(Connection connection) throws InterruptedException {
    if (!firstAsked.await(FIRST_SECONDS, TimeUnit.SECONDS)) {
      return;
    }
    StartupPlan by = plan;
    if (by == null || hasEnded()) {
      return;
    }
    Pooler pooler = by.endpoint().pooler();
    try {
      pooler.seenBySecond(ReadBack.process(connection, statement), true);
      for (int more = 0; more < MORE && pooler.needsSecond(); more++) {
        pooler.seenBySecond(ReadBack.process(connection, null), false);
      }
    } catch (SQLException refused) {
      if (NAME_IN_USE.equals(refused.getSQLState())) {
        pooler.secondMetFirstsStatement();
      } else {
        failed(refused);
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      failed(unknown);
    }
    connections.follow(by.endpoint());
    try {
      verify(connection, by);
    } catch (SQLException | ReflectiveOperationException | RuntimeException unanswered) {
      failed(unanswered);
    }
    end();
  }

  /** What is asked for in another way than before must be read back again. */
  private void verify(Connection connection, StartupPlan before)
      throws SQLException, ReflectiveOperationException {
    StartupPlan now = before.renewed();
    plan = now;
    if (!now.rider().equals(before.rider())) {
      answer = null;
      answer = ReadBack.from(connection, now, new ProbeName());
    }
  }

  private void failed(Exception unanswered) {
    answer = null;
    Log.warn("session settings asked for, but not read back: they may not be in force")
        .pool(poolName)
        .error(unanswered)
        .write();
  }

  private synchronized boolean hasEnded() {
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
