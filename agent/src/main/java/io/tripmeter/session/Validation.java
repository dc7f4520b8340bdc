package io.tripmeter.session;

import io.tripmeter.boot.PipelinedMessage;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TripStream;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pipelining;
import java.io.IOException;
import java.net.Socket;

/**
 * Whether a connection that the kernel watches is alive, without a round trip: nothing has come in since its last answer, no close, no
 * error, no message that nobody asked for, and a Sync goes ahead of the next statement, whose answer must come within the time that the
 * pool gives a validation. Used by whichever thread holds the connection.
 */
final class Validation {
  /** A pool that asks about a connection which it has just opened learns nothing by it. */
  private static final long FRESH_NANOS = 500_000_000;

  /**
   * Longer than a pooler lets a client wait for a server's connection: PgBouncer's query_wait_timeout and RDS Proxy's borrow timeout are 120
   * s unless somebody has set them.
   */
  private static final int POOLERS_MILLIS = 130_000;

  private final Endpoint endpoint;
  private final PipelinedMessage sync = PipelinedMessage.sync();

  /** The Sync went ahead of the pool's own question, to see whether this endpoint answers both. */
  private boolean proves;

  Validation(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The socket's timeout is the one that the pool has set for its question, and is the same afterwards. Takes the millisecond that the
   * shortest one lasts.
   *
   * @param seconds that the pool gives the server; 0: any time, so that nothing would be noticed
   */
  boolean isNeedless(TripStream in, Socket on, PoolStats pool, int seconds) {
    boolean left = endpoint.pooler().pipelining().isDisabled(System.nanoTime());
    if (seconds == 0 || left || pool.hasLostOneSince(in.lastTrip())) {
      return false;
    }
    try {
      int timeout = on.getSoTimeout();
      if (!isQuiet(in, on, timeout, pool)) {
        return false;
      }
      return isAhead(in, deadline(timeout, seconds));
    } catch (IOException broken) {
      return false;
    }
  }

  /** Milliseconds for the answer. The socket's timeout is the pool's, for its own question. */
  private int deadline(int timeout, int seconds) {
    if (endpoint.pooler().mayShare()) {
      return POOLERS_MILLIS;
    }
    int own = (int) Math.min(Integer.MAX_VALUE, seconds * 1000L);
    return timeout == 0 ? own : Math.min(timeout, own);
  }

  private static boolean isQuiet(TripStream in, Socket on, int timeout, PoolStats pool)
      throws IOException {
    on.setSoTimeout(1);
    try {
      TripStream.Quiet found = in.look();
      if (found == TripStream.Quiet.BROKEN) {
        pool.lostOne();
      }
      return found == TripStream.Quiet.QUIET;
    } finally {
      on.setSoTimeout(timeout);
    }
  }

  private boolean isAhead(TripStream in, int millis) throws IOException {
    if (sync.isOutstanding()) {
      return in.isAnyUnsent();
    }
    if (!ThreadState.current().pool().isBorrowing()
        && System.nanoTime() - in.lastTrip() < FRESH_NANOS) {
      return true;
    }
    boolean sent = in.pipeline(sync, millis);
    boolean proven = endpoint.pooler().pipelining().isProven();
    proves = sent && !proven;
    return sent && proven;
  }

  /** The pool has asked the server itself. */
  void ended(boolean valid) {
    if (!proves) {
      return;
    }
    proves = false;
    Pipelining pipelining = endpoint.pooler().pipelining();
    if (valid) {
      pipelining.proven();
    } else if (!sync.isOvertaken()) {
      pipelining.unanswered(System.nanoTime());
    } else {
      pipelining.refused();
      Log.info("connections are validated as the pool does it: this endpoint did not answer a Sync"
              + " that was sent ahead of a statement")
          .field("endpoint", endpoint.name())
          .write();
    }
  }
}
