package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** One connect at the gate of its pool: the pool's first connection leads and signals how far it is, the others wait for it. */
final class AttemptGate {
  private final @Nullable ConnectGate gate;
  private final boolean leads;
  private final int round;
  private long startupAt;
  private boolean hasTurn;
  private volatile boolean heldOff;

  /**
   * @param gate null for a connect that neither leads nor waits
   * @param round of the gate, in which the connect was begun
   */
  AttemptGate(@Nullable ConnectGate gate, boolean leads, int round) {
    this.gate = gate;
    this.leads = leads;
    this.round = round;
  }

  boolean waits() {
    return gate != null && !leads;
  }

  void signal(ConnectGate.Stage stage) {
    ConnectGate signalled = gate;
    if (signalled != null && leads) {
      signalled.reached(stage);
    }
  }

  /**
   * A startup packet is about to be sent.
   *
   * @param first false for another host, or for the same with TLS or without: the others would have to find that out, too
   * @return whether it may be sent
   */
  boolean startup(boolean first) {
    ConnectGate signalled = gate;
    if (signalled != null && leads && !first) {
      signalled.again();
    }
    startupAt = System.nanoTime();
    return signalled == null || leads || isLetIn(signalled);
  }

  /** The server has answered the startup packet. */
  void answered() {
    ConnectGate signalled = gate;
    if (signalled != null && leads) {
      signalled.answeredAfter(System.nanoTime() - startupAt);
    }
  }

  private boolean isLetIn(ConnectGate waited) {
    if (!isLet(ConnectGate.Stage.ANSWERED)) {
      return false;
    }
    endTurn();
    if (!waited.isNear()) {
      return true;
    }
    // The first one's handshake is the first turn.
    if (!isLet(ConnectGate.Stage.OPEN)) {
      return false;
    }
    try {
      hasTurn = waited.awaitTurn();
      return isLet(ConnectGate.Stage.OPEN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      heldOff = true;
      return false;
    }
  }

  /** Waits until the first connection has reached this stage. False if it will not. */
  boolean isLet(ConnectGate.Stage stage) {
    if (gate == null || heldOff) {
      return false;
    }
    try {
      heldOff = gate.await(stage, round) != ConnectGate.Signal.GO;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      heldOff = true;
    }
    return !heldOff;
  }

  void endTurn() {
    ConnectGate waited = gate;
    if (hasTurn && waited != null) {
      hasTurn = false;
      waited.endTurn();
    }
  }

  /** Whether the connect was given up because the first connection was not let in. */
  boolean isHeldOff() {
    return heldOff;
  }
}
