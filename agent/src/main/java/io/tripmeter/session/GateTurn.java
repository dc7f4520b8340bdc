package io.tripmeter.session;

import io.tripmeter.boot.ConnectAttempt;
import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Refusal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One connection at the gate of a pool that warms up: the pool's first one leads, the others wait for it. Used by one thread, once. */
final class GateTurn {
  private final @Nullable ConnectGate gate;
  private final PoolStats pool;
  private final boolean leads;

  /** The first connection's attempt that this one follows. */
  private int round;

  /** @param gate null if the connection waits for nothing */
  GateTurn(@Nullable ConnectGate gate, PoolStats pool) {
    this.gate = gate;
    this.pool = pool;
    leads = gate != null && gate.lead();
  }

  boolean waits() {
    return gate != null && !leads;
  }

  /** @throws SQLException if the first connection was not opened */
  void awaitFirst(ConnectGate.Stage wanted) throws SQLException {
    ConnectGate waited = gate;
    if (waited == null) {
      return;
    }
    try {
      round = waited.awaitStart(wanted);
      if (round >= 0) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable failure = waited.failure();
    throw failure instanceof SQLException ? (SQLException) failure : new FirstNotOpened();
  }

  /** A connection that is given up half-way goes on to the next of several hosts, so nothing is to be waited for then. */
  ConnectAttempt attempt(boolean hasSeveralHosts) {
    if (gate == null || hasSeveralHosts) {
      return new ConnectAttempt(pool, null, false, 0);
    }
    return new ConnectAttempt(pool, gate, leads, leads ? gate.round() : round);
  }

  /** What the others wait for begins once more. */
  void again() {
    if (gate != null && leads) {
      gate.again();
    }
  }

  /** @param failure null if the connection is open */
  void ended(@Nullable Throwable failure) {
    if (gate == null || !leads) {
      return;
    }
    if (failure == null) {
      gate.open();
    } else {
      gate.close(failure, Refusal.isForWantOfRoom(failure));
    }
  }
}
