package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/**
 * What Tripmeter has to know of a thread, in slices: one for each thing that a thread can be doing. One object a thread, made on its first
 * round trip or unit of work. Only its own thread uses it, so nothing is synchronised. Slices that few threads need are made when they are
 * first needed.
 */
public final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = new ThreadLocal<ThreadState>() {
    @Override
    protected ThreadState initialValue() {
      ThreadState state = new ThreadState();
      if (InheritedWork.IS_POSSIBLE && TaskCalls.isOn()) {
        InheritedWork.into(state.work);
      }
      return state;
    }
  };

  final CallState call = new CallState();
  final StatementState statement = new StatementState();
  final PoolState pool = new PoolState();
  final WorkState work = new WorkState();

  /** The agent's own thread, or one that works for the agent: what it does belongs to no unit of work. */
  boolean agentThread;

  /** A self-test runs, see {@link BeginCalls#beginTest}. */
  boolean testsStatus;

  /** As {@link UnitOfWork#wroteAt}, of a thread that works for none. */
  private long wroteAt;

  private @Nullable ConnectState connect;
  private @Nullable CancelState cancel;
  private @Nullable TimeoutState timeouts;
  private @Nullable TimerState timers;
  private @Nullable MigrationState migration;
  private @Nullable ClientSpanState clientSpan;
  private @Nullable ContextState contexts;

  private ThreadState() {}

  public static ThreadState current() {
    return CURRENT.get();
  }

  public boolean isAgentThread() {
    return agentThread;
  }

  public void setAgentThread(boolean agentThread) {
    this.agentThread = agentThread;
  }

  public PoolState pool() {
    return pool;
  }

  /** The unit of work that this thread works for, if any. */
  public @Nullable UnitOfWork unit() {
    return work.unit;
  }

  /** Whether this thread runs a task of {@link #unit}, which other threads may do as well. */
  public boolean runsTask() {
    return work.unit != null && work.unit == work.carried;
  }

  public long wroteAt() {
    return wroteAt;
  }

  public void setWroteAt(long nanoTime) {
    wroteAt = nanoTime;
  }

  public ConnectState connect() {
    ConnectState state = connect;
    if (state == null) {
      state = new ConnectState();
      connect = state;
    }
    return state;
  }

  /** This thread opens a connection on the agent's account: the driver is to be left to itself. */
  boolean opensAsAsked() {
    ConnectState state = connect;
    return state != null && state.asked != null;
  }

  CancelState cancel() {
    CancelState state = cancel;
    if (state == null) {
      state = new CancelState();
      cancel = state;
    }
    return state;
  }

  TimeoutState timeouts() {
    TimeoutState state = timeouts;
    if (state == null) {
      state = new TimeoutState();
      timeouts = state;
    }
    return state;
  }

  TimerState timers() {
    TimerState state = timers;
    if (state == null) {
      state = new TimerState();
      timers = state;
    }
    return state;
  }

  ContextState contexts() {
    ContextState state = contexts;
    if (state == null) {
      state = new ContextState();
      contexts = state;
    }
    return state;
  }

  /** What a framework runs on this thread now is a part of this unit, see {@link ContextCalls}. */
  boolean isInContextOf(UnitOfWork unit) {
    ContextState state = contexts;
    return state != null && state.isIn(unit);
  }

  public MigrationState migration() {
    MigrationState state = migration;
    if (state == null) {
      state = new MigrationState();
      migration = state;
    }
    return state;
  }

  public ClientSpanState clientSpan() {
    ClientSpanState state = clientSpan;
    if (state == null) {
      state = new ClientSpanState(call);
      clientSpan = state;
    }
    return state;
  }

  public boolean inMigration() {
    MigrationState state = migration;
    return state != null && state.running > 0;
  }
}
