package io.tripmeter.boot;

/**
 * Which of the three timeouts the application has set itself on one connection, for the session or for the running transaction. A bit each,
 * of {@link SessionTimeouts}. A value set in a transaction counts for the session once the transaction is committed. Used under the driver's
 * lock on the connection.
 */
final class ApplicationTimeouts {
  private int inSession;
  private int inTransaction;

  /** Set for the session in the running transaction. */
  private int setInTransaction;

  /** What {@link #inSession} will be if the running transaction is committed. */
  private int ifCommitted;

  /** In the session, or in the running transaction. */
  int any() {
    return inSession | inTransaction;
  }

  int inSession() {
    return inSession;
  }

  int inTransaction() {
    return inTransaction;
  }

  /**
   * A text is about to be executed.
   *
   * @param touches {@link TouchedTimeouts#of} it
   * @param transaction whether it is executed in one
   */
  void touched(int touches, boolean transaction) {
    int set = TouchedTimeouts.set(touches);
    // A reset may be undone by a rollback to a savepoint behind what was set.
    int reset = TouchedTimeouts.reset(touches) & ~setInTransaction;
    ifCommitted = (ifCommitted | set) & ~reset;
    if (transaction) {
      inTransaction |= TouchedTimeouts.any(touches);
      setInTransaction |= set;
    } else {
      inSession = ifCommitted;
    }
  }

  /** Nobody knows which are in force: all are taken for the application's. */
  void all() {
    inSession = SessionTimeouts.ALL;
    ifCommitted = SessionTimeouts.ALL;
  }

  void committed() {
    inSession = ifCommitted;
  }

  /** Perhaps only to a savepoint: what was set before or behind it may be in force. */
  void rolledBack() {
    ifCommitted |= inSession;
  }

  /** No transaction is running. */
  void noTransaction() {
    inTransaction = 0;
    setInTransaction = 0;
    ifCommitted = inSession;
  }
}
