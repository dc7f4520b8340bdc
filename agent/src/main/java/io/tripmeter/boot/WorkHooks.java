package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** What the rest of the agent does for units of work and their spans; as {@link DriverHooks}. */
public final class WorkHooks {
  /** Units of work: requests, jobs, messages. */
  public interface Units {
    /**
     * A call on this thread begins a unit of work, or goes on with one that an earlier call began.
     *
     * @param kind index in the agent's list of kinds
     * @param subject what the unit is about: a server's request object, a task
     * @param around the unit that this thread works for already; the call may name it
     * @return the unit that the call works for; null if the call tells nothing
     */
    @Nullable
    UnitOfWork begin(int kind, Object subject, @Nullable UnitOfWork around);

    /**
     * Whether a call of this kind is never a part of the unit whose task the thread runs: a server's thread may have been started by it.
     *
     * @param inContext the thread is in a context of the unit's own, and was not started in it
     */
    default boolean standsAlone(int kind, UnitOfWork around, boolean inContext) {
      return false;
    }

    /** Something happens to a subject, on any thread, that its kind has asked for. */
    default void tell(int kind, int event, Object subject, @Nullable Object what) {}
    /** The library has completed this subject, whose unit outlives its calls. */
    default void complete(int kind, Object subject) {}

    /** The unit that this task of a library's works for, whoever hands it out; null if it does not tell. */
    default @Nullable UnitOfWork unitOf(int kind, Object task) {
      return null;
    }

    /** This thread works for the unit, and the subject knows its name. */
    default void name(int kind, UnitOfWork unit, Object subject) {}

    /** A call ends that has gone on with a unit of another kind. */
    default void callEnds(UnitOfWork unit, @Nullable Throwable thrown) {}

    /** The call ends for which {@link #begin} returned this unit. */
    void end(
        int kind,
        UnitOfWork unit,
        Object subject,
        @Nullable Object response,
        @Nullable Throwable thrown);
  }

  /** Spans of another tracer in this process. */
  public interface Spans {
    /** It records, and was started on this thread. */
    void started(Object span);

    /** It is about to end, on this thread. */
    void ending(Object span);
  }

  private static volatile @Nullable Units units;
  private static volatile @Nullable Spans spans;

  private WorkHooks() {}

  public static @Nullable Units units() {
    return units;
  }

  public static void set(Units hook) {
    units = Privileged.of(Units.class, hook);
  }

  public static @Nullable Spans spans() {
    return spans;
  }

  public static void set(Spans hook) {
    spans = Privileged.of(Spans.class, hook);
  }
}
