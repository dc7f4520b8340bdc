package io.tripmeter.boot;

import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The timeouts of ours that one connection carries, and which of them are lifted: the statement timeout for a statement that the
 * application gave a query timeout as long as ours or longer, statement and lock timeout for a COPY, all for a migration. What differs
 * from what the next statement wants is sent ahead of it in its own round trip ({@link TripStream#pipeline}). What the application has set
 * itself is left alone.
 *
 * <p>Outside a transaction the session's values are changed, but only where ours is in force still: a function may have set another. In a
 * transaction it is SET LOCAL, which ends with it; a SELECT there would take the snapshot too early. Behind a transaction pooler nothing is
 * ever set outside a transaction.
 *
 * <p>Kept by the connection's {@link TripStream}. Used under the driver's lock on the connection.
 */
public final class SessionTimeouts {
  /** Sets of timeouts. */
  public static final int STATEMENT = 1;

  public static final int LOCK = 2;
  public static final int IDLE_IN_TRANSACTION = 4;
  static final int ALL = STATEMENT | LOCK | IDLE_IN_TRANSACTION;

  /** As {@link #wanted}: this call leaves things as they are. */
  private static final int AS_IT_IS = -1;

  /** SQLSTATE query_canceled. */
  private static final String CANCELED = "57014";

  final WeakReference<SessionTimeouts> self = new WeakReference<>(this);
  final Object executor;
  private final TripStream stream;
  private final int process;
  private volatile TimeoutTexts ours;

  private final ApplicationTimeouts theirs = new ApplicationTimeouts();

  /** Lifted in the session. */
  private int lifted;

  /** Ours may be in force in the session, or the session's default: the application has reset it, or our message has failed. */
  private int unknown;

  /** Which of them the last message was about, if it was one for the session. */
  private int changedInSession;

  /** Lifted in the running transaction, if something was set there. */
  private int liftedInTransaction;

  private boolean changesTransaction;

  /** A savepoint was rolled back, or another transaction has begun in the same place: any of our values may be in force. */
  private boolean uncertain;

  /** The running transaction was begun with ours. */
  private boolean begunWithOurs;

  private @Nullable PipelinedMessage last;
  private final CursorTimeouts cursors = new CursorTimeouts();
  private final LiftedBegin liftedBegin = new LiftedBegin();

  /**
   * @param executor the driver's, of this connection
   * @param process of the server's, as the connection's handshake told
   */
  public SessionTimeouts(Object executor, TripStream stream, int process, TimeoutTexts ours) {
    this.process = process;
    this.executor = executor;
    this.stream = stream;
    this.ours = ours;
  }

  /** Null for a connection that is not known, or is still being opened. */
  static @Nullable SessionTimeouts of(Object executor) {
    OpenConnection connection = OpenConnections.of(executor);
    return connection == null ? null : connection.timeouts();
  }

  /** From its next statement on. */
  public void carry(TimeoutTexts texts) {
    ours = texts;
  }

  /** What the call that runs on this thread wants lifted. */
  private int wanted(ThreadState thread) {
    TripKind kind = thread.call.kind;
    if (kind == null || !kind.isTimed() || thread.agentThread) {
      return AS_IT_IS;
    }
    if (thread.inMigration()) {
      return ALL;
    }
    if (kind == TripKind.COPY) {
      return STATEMENT | LOCK;
    }
    long limit = thread.timeouts().queryTimeout;
    return limit > 0 && limit >= ours.statementMillis() ? STATEMENT : 0;
  }

  /**
   * The timeout of ours that the call of this thread runs under, in milliseconds; 0 for none, or for one of the application's own.
   *
   * @param timeout {@link #STATEMENT}, {@link #LOCK} or {@link #IDLE_IN_TRANSACTION}
   */
  public long inForce(int timeout) {
    int notOurs = theirs.any() | Math.max(0, wanted(ThreadState.current()));
    return (notOurs & timeout) == 0 ? ours.millis(timeout) : 0;
  }

  /** Whether something may have to be sent ahead of the call that runs on this thread. */
  boolean mayDiffer(ThreadState thread) {
    if (thread.timeouts().touches != 0
        || theirs.inTransaction() != 0
        || changesTransaction
        || begunWithOurs
        || (lifted | unknown) != 0
        || last != null) {
      return true;
    }
    return wanted(thread) > 0 && ours.all() != 0;
  }

  /**
   * A call of the driver's begins; nothing of it is written yet.
   *
   * @param idle no transaction is running
   * @param open one is, and has not failed
   * @param begins the driver will begin a transaction if there is none
   */
  void ahead(ThreadState thread, boolean idle, boolean open, boolean begins) throws IOException {
    int wanted = wanted(thread);
    forgetFailed();
    if (idle) {
      forgetTransaction();
      if (wanted != AS_IT_IS && !ours.goWithBegin()) {
        // What a transaction is to have lifted goes with its BEGIN.
        setInSession(begins ? wanted & lifted : wanted);
      }
    } else if (open && wanted != AS_IT_IS) {
      setInTransaction(wanted);
    }
    TimeoutState state = thread.timeouts();
    if (state.touches != 0) {
      touched(state.touches, !idle || begins);
      state.touches = 0;
    }
  }

  private void touched(int touches, boolean inTransaction) {
    theirs.touched(touches, inTransaction);
    if (!ours.goWithBegin()) {
      // A default of the session's is in force now, which may be ours and may not.
      unknown |= TouchedTimeouts.reset(touches) & ours.all();
    }
  }

  /** What is sent outside a transaction fails alone: by a cancel request that came late, or because this server does not take it. */
  private void forgetFailed() {
    PipelinedMessage sent = last;
    last = null;
    String failure = sent == null ? null : sent.sqlState();
    if (failure != null) {
      unknown |= changedInSession;
      if (!failure.equals(CANCELED)) {
        theirs.all();
      }
    }
  }

  private void forgetTransaction() {
    theirs.noTransaction();
    liftedInTransaction = 0;
    changesTransaction = false;
    uncertain = false;
    begunWithOurs = false;
  }

  private void setInSession(int wanted) throws IOException {
    int different = ((lifted ^ wanted) | unknown) & ours.all() & ~theirs.inSession();
    if (different != 0 && send(ours.inSession(process, different, wanted))) {
      changedInSession = different;
      lifted = (lifted & ~different) | (wanted & different);
      unknown &= ~different;
    }
  }

  private void setInTransaction(int wanted) throws IOException {
    TimeoutTexts carried = ours;
    if (carried.goWithBegin() && !isBegunWithOurs()) {
      return;
    }
    int may = carried.all() & ~theirs.any();
    int inherited = carried.goWithBegin() ? 0 : lifted;
    int now = changesTransaction ? liftedInTransaction : inherited;
    int notKnown = changesTransaction ? 0 : unknown;
    int different = uncertain ? may : ((now ^ wanted) | notKnown) & may;
    if (different != 0 && send(carried.inTransaction(different, wanted))) {
      liftedInTransaction = (now & ~different) | (wanted & different);
      changesTransaction = true;
      uncertain = false;
    }
  }

  /** By the driver's own BEGIN, or by that of an XA transaction, which goes another way. */
  private boolean isBegunWithOurs() {
    OpenConnection connection = begunWithOurs ? null : OpenConnections.of(executor);
    return begunWithOurs || (connection != null && connection.carriesSettings());
  }

  private boolean send(PipelinedMessage message) throws IOException {
    changedInSession = 0;
    if (!stream.pipeline(message, 0)) {
      return false;
    }
    last = message;
    return true;
  }

  /** The driver is about to send its own BEGIN: what to send in its stead. */
  Object begin(ThreadState thread, Object query) {
    TimeoutTexts carried = ours;
    begunWithOurs = carried.goWithBegin();
    int wanted = Math.max(0, wanted(thread)) & carried.all() & ~theirs.inSession();
    int lift = carried.goWithBegin() ? wanted : wanted & ~lifted;
    Object instead = lift == 0 ? null : liftedBegin.of(executor, query, lift);
    if (instead == null) {
      return query;
    }
    liftedInTransaction = carried.goWithBegin() ? lift : lift | lifted;
    changesTransaction = true;
    return instead;
  }

  /** ROLLBACK may have been to a savepoint, COMMIT may have begun the next transaction: nothing tells that they are not. */
  void ended(boolean committed) {
    uncertain = changesTransaction;
    if (committed) {
      theirs.committed();
    } else {
      theirs.rolledBack();
    }
  }

  CursorTimeouts cursors() {
    return cursors;
  }
}
