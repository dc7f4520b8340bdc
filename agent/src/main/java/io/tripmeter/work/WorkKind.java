package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.weave.Weaving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of units of work: where its units begin and end, and how they are read. The subject is whatever object the application's library
 * has for a unit: a server's exchange, a task.
 *
 * <p>A class and not an interface: the JVM answers "is it a HttpServer" of a class by one comparison, and of several interfaces in turn by
 * a search that processors contend for (JDK-8180450).
 *
 * <p>Called on the application's threads. Any method may throw what the library's objects throw; {@link UnitsOfWork} sees to it that the
 * application never notices.
 */
public abstract class WorkKind implements UnitOfWork.Kind {
  /** What a call of this kind is inside of a unit of another kind. */
  public enum Nesting {
    /** A part of it. */
    PART,
    /** A part of it that knows its name better. */
    NAME,
    /** A unit of its own; the other goes on afterwards. */
    UNIT
  }

  /** {@link #depth} of a task that some scheduler runs; it may do anything. */
  protected static final int TASK = 1;

  /** {@link #depth} of a job or a message. */
  protected static final int JOB = 2;

  /** {@link #depth} of a part that counts for itself. */
  protected static final int STEP = 3;

  /** {@link #depth} of what has no other units inside. */
  protected static final int REQUEST = Integer.MAX_VALUE;

  @Override
  public String nameKey() {
    return label();
  }

  /** @param index of this kind in the agent's list, for the advice */
  public abstract List<Weaving> weavings(int index);

  /** Whether the subject is a unit of this kind: not the agent's own page, not a pool's housekeeping. */
  public abstract boolean counts(Object subject) throws Throwable;

  /** Whether its calls begin no unit and only name the one around: a framework that any server may call. */
  public boolean onlyNames() {
    return false;
  }

  /** The name if it is certain at the begin; null if it is to be read at the end. */
  public @Nullable String nameAtBegin(Object subject) throws Throwable {
    return null;
  }

  /** See {@link UnitOfWork#operation}. */
  public @Nullable String operation(Object subject) throws Throwable {
    return null;
  }

  public Nesting inside(WorkKind outer) {
    return depth() > outer.depth() ? Nesting.UNIT : Nesting.PART;
  }

  /**
   * How near to the work itself its calls are: inside of a unit of less depth, a unit is one of its own. What a job's scheduler calls tells
   * less than the job, and a job less than its steps.
   */
  public abstract int depth();

  /** Whether a unit is whatever a scheduler runs; a unit inside of it says better what it is. */
  public final boolean isTask() {
    return depth() == TASK;
  }

  /** Whether a call on a thread that runs a task of another unit is never a part of that: a request that a client has sent, a message. */
  public boolean standsAlone(UnitOfWork.Kind carried) {
    return false;
  }

  /** Whether a unit without a round trip is reported. */
  public boolean reportsIdle() {
    return true;
  }

  /** {@code messaging.system} as OpenTelemetry's semantic conventions name it; null of what is no message. */
  public @Nullable String messagingSystem() {
    return null;
  }

  /** Whether a message's name is that of its queue or topic. */
  public boolean isNamedByDestination() {
    return false;
  }

  /** What the unit has failed with; {@code thrown} if it is no exception that the library has caught. */
  public @Nullable Throwable failure(Object subject, @Nullable Throwable thrown) throws Throwable {
    return thrown;
  }

  /** Whether every unit may outlive the call that begins it, so that it is to be kept with its subject at once. */
  public boolean isKeptFromBegin() {
    return false;
  }

  /** An outermost call ends on this thread: whether the unit goes on without it, as one does that is kept from its begin. */
  public boolean goesOn(Object subject) throws Throwable {
    return isKeptFromBegin();
  }

  /** The same of a call that ends with {@code thrown}. */
  public boolean goesOn(Object subject, @Nullable Throwable thrown) throws Throwable {
    return goesOn(subject);
  }

  /**
   * The library does something with the subject, on any thread, that its kind has asked to be told of.
   *
   * @param event which of its own
   */
  public void told(int event, Object subject, @Nullable Object what) throws Throwable {}

  /**
   * Keeps {@code work} with the subject, for later calls on any thread, and has it told when the subject is complete.
   *
   * @return false if the subject can no longer be kept: the unit ends with the call
   */
  public boolean keep(Object subject, OngoingWork work) throws Throwable {
    return false;
  }

  /** The subject is complete, and will not be asked for again. */
  public void forget(Object subject) throws Throwable {}

  /** The work that this task of a library's is a part of, whoever hands it out. */
  public @Nullable OngoingWork workOf(Object task) throws Throwable {
    return null;
  }

  /** Whether the subject of this kind that names a unit may be read by any thread until the unit ends, and tells the name only late. */
  public boolean namesLate() {
    return false;
  }

  /** Keeps {@code work} of another kind with the subject, which has named it and outlives the call: its later calls go on with that unit. */
  public void join(Object subject, OngoingWork work) throws Throwable {}

  /** What {@link #keep} or {@link #join} has kept, if this is a subject of a unit that has begun. */
  public @Nullable OngoingWork kept(Object subject) throws Throwable {
    return null;
  }
}
