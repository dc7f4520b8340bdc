package io.tripmeter.replica;

import io.tripmeter.boot.AgentThread;
import io.tripmeter.log.Log;
import io.tripmeter.log.Secrets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Asks a replica once a second, on a connection and a thread of its own, whether it can be used. */
public final class Probe implements Runnable {
  private static final long PERIOD_MILLIS = 1000;

  private final Replica replica;
  private final long mostMillis;
  private final Lag lag = new Lag();
  private final Membership membership;
  private @Nullable Connection connection;

  private Probe(Replica replica, long mostMillis) {
    this.replica = replica;
    this.mostMillis = mostMillis;
    membership = new Membership(replica.pool());
  }

  /** @param mostMillis it may be behind; 0: any time */
  public static void begin(Replica replica, long mostMillis) {
    AgentThread.daemon("tripmeter-replica", new Probe(replica, mostMillis)).start();
  }

  @Override
  public void run() {
    try {
      while (replica.pool().isWanted()) {
        ask();
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      close();
      replica.end();
    }
  }

  private void ask() {
    try {
      String obstacle = replica.pool().obstacle();
      if (obstacle != null) {
        replica.leaveOut(obstacle);
        return;
      }
      Connection open = connection;
      if (open == null) {
        open = replica.pool().openProbe();
        connection = open;
      }
      if (open != null) {
        judge(open, StandbyAnswer.ask(open));
      }
    } catch (Throwable unreachable) {
      close();
      replica.lagIsUnknown();
      replica.leaveOut(Secrets.describe(unreachable));
    }
  }

  private void judge(Connection standby, StandbyAnswer answer) throws SQLException {
    if (!answer.isStandby) {
      replica.lagIsUnknown();
      replica.leaveOut(
          "replica.url leads to a server that is no standby: pg_is_in_recovery() is false");
      return;
    }
    long behind = lag.of(answer, System.nanoTime());
    if (behind == StandbyAnswer.UNKNOWN) {
      replica.lagIsUnknown();
      replica.leaveOut("it has replayed no transaction, how far it is behind is not known");
    } else if (mostMillis > 0 && behind > (replica.isLeftOut() ? mostMillis / 2 : mostMillis)) {
      // One that is near the limit does not come and go.
      replica.lags(behind, mostMillis);
    } else if (!replica.isPaused()) {
      use(standby, behind);
    }
  }

  private void use(Connection standby, long behind) throws SQLException {
    if (membership.isOther(standby)) {
      // Perhaps not for ever: each of the two can be exchanged.
      membership.forget();
      replica.lagIsUnknown();
      replica.pause(
          "replica.url leads to a standby of another primary: their system_identifier differs");
      return;
    }
    try {
      replica.pool().open();
      replica.use(behind);
    } catch (Exception failed) {
      replica.pause(failed);
    }
  }

  private void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException closedAlready) {
        Log.debug("the connection to a replica was closed already")
            .error(closedAlready)
            .write();
      }
    }
  }
}
