package io.tripmeter.boot;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that an application does for one reason, with its cost: a request, a job, a message. Any number of threads may work for
 * it, see {@link #share}. Kept and used again, so that a unit allocates nothing.
 */
public final class UnitOfWork {
  /** One sort of units, such as the requests of one server. */
  public interface Kind {
    /** {@code request} or {@code job}: a label of metrics, the same for all kinds of requests. */
    String label();

    /** What the name is called in log lines: {@code route} or {@code job}. */
    String nameKey();

    /** The unit's name as far as it is known: a route, a job's class; never with values in it. */
    @Nullable
    String name(Object subject) throws Throwable;

    /**
     * The same where what is around may know a part of it for certain.
     *
     * @param around the name that the unit has without this kind, null if there is none
     */
    default @Nullable String name(Object subject, @Nullable String around) throws Throwable {
      return name(subject);
    }
  }

  private static final AtomicReferenceArray<@Nullable UnitOfWork> SPARE =
      new AtomicReferenceArray<>(64);

  final WorkCost cost = new WorkCost();

  private Kind kind;
  private Kind namedBy;
  private long start;

  /** A bit for each kind, by its index: the kind of this unit, and those whose calls inside of it tell nothing more. */
  private long knownKinds;

  private int index;
  private boolean escaped;

  /** Only of one that has escaped: any other is not known to anybody after its end. */
  private volatile boolean over;

  private volatile @Nullable UnitReference reference;

  private @Nullable String name;
  private @Nullable String operation;
  private @Nullable Object subject;

  /** What was known before the innermost call that names the unit began. */
  private @Nullable Kind namedBefore;

  private @Nullable String nameBefore;
  private @Nullable Object subjectBefore;
  private @Nullable Object span;
  private @Nullable Object joined;

  /** Of the client's session; 0 if it has none or nobody asks. */
  private long session;

  private volatile long wroteAt;
  private @Nullable Object ongoing;

  private UnitOfWork(Kind kind) {
    this.kind = kind;
    this.namedBy = kind;
  }

  /**
   * A unit that begins now on this thread, and has cost nothing yet.
   *
   * @param index of its kind in the agent's list
   */
  public static UnitOfWork begin(Kind kind, int index) {
    UnitOfWork unit = SPARE.getAndSet(slot(), null);
    if (unit == null) {
      unit = new UnitOfWork(kind);
    }
    unit.kind = kind;
    unit.namedBy = kind;
    unit.namedBefore = null;
    unit.index = index;
    unit.knownKinds = 1L << index;
    unit.start = System.nanoTime();
    return unit;
  }

  /** The unit ends: its cost is final, and what its tasks still cost is late. */
  public void close() {
    if (escaped) {
      cost.close();
    }
  }

  /** After {@link #close}, once: late round trips are counted there. */
  public void countLateIn(LongAdder late) {
    if (escaped) {
      reference().setLate(late);
      cost.countLateIn(late);
    }
  }

  /** The unit has ended and is reported. */
  public void release() {
    setSubject(null);
    ongoing = null;
    cost.endTrace();
    if (escaped) {
      over = true;
    } else {
      reset();
      SPARE.set(slot(), this);
    }
  }

  /** It has ended and is reported: what a task of it still does is late. */
  public boolean isOver() {
    return over;
  }

  private void reset() {
    cost.reset();
    span = null;
    joined = null;
    name = null;
    nameBefore = null;
    operation = null;
    session = 0;
    wroteAt = 0;
  }

  private static int slot() {
    return (int) (Thread.currentThread().getId() & 63);
  }

  /** From now on several threads may work for it at once. Called before another thread knows of it. */
  public void share() {
    cost.share();
  }

  public boolean isShared() {
    return cost.isShared();
  }

  /** The agent reads it after its end, too: this object will never be another unit. */
  public void keep() {
    escape();
  }

  /** From now on a task knows of it that may run at any time: this object will never be another unit. */
  void escape() {
    if (!escaped) {
      escaped = true;
      cost.share();
    }
  }

  /** For those who must not keep it: one object. */
  UnitReference reference() {
    UnitReference known = reference;
    return known == null ? makeReference() : known;
  }

  private synchronized UnitReference makeReference() {
    UnitReference known = reference;
    if (known == null) {
      known = new UnitReference(this);
      reference = known;
    }
    return known;
  }

  public WorkCost cost() {
    return cost;
  }

  public Kind kind() {
    return kind;
  }

  boolean isOf(int kindsIndex) {
    return index == kindsIndex;
  }

  boolean knows(int kindsIndex) {
    return (knownKinds & (1L << kindsIndex)) != 0;
  }

  /** Calls of this kind inside of the unit tell nothing more. */
  public void know(int kindsIndex) {
    knownKinds |= 1L << kindsIndex;
  }

  /** {@link System#nanoTime()} at its begin. */
  public long start() {
    return start;
  }

  /** A call inside of the unit knows it by a better name: a servlet inside of a server's handler. */
  public void nameBy(Kind better, Object of) {
    namedBefore = namedBy;
    nameBefore = name;
    subjectBefore = subject;
    namedBy = better;
    name = null;
    subject = of;
  }

  /** The call that {@link #nameBy} was told of knew no name after all. */
  public void nameAsBefore() {
    Kind before = namedBefore;
    if (before != null) {
      namedBy = before;
      name = nameBefore;
      subject = subjectBefore;
    }
  }

  /** The kind that names it: its own, or that of the innermost call that does. */
  public Kind namedBy() {
    return namedBy;
  }

  /** Null as long as it is not known for certain. */
  public @Nullable String name() {
    return name;
  }

  public void setName(@Nullable String name) {
    this.name = name;
  }

  /** The name as far as it is known in the middle of the unit, on a thread that works for it. Allocates; for log lines. */
  public @Nullable String nameNow() {
    Object of = subject;
    if (name != null || of == null) {
      return name;
    }
    try {
      String around = nameAround();
      String own = namedBy.name(of, around);
      return own == null ? around : own;
    } catch (Throwable unreadable) {
      // A log line without it is still a log line.
      return null;
    }
  }

  private @Nullable String nameAround() throws Throwable {
    Kind outer = namedBefore;
    Object of = subjectBefore;
    return nameBefore != null || outer == null || of == null ? nameBefore : outer.name(of);
  }

  /** What is asked for in its name, one of a few words: a request's method. Null where there is no such thing. */
  public @Nullable String operation() {
    return operation;
  }

  public void setOperation(@Nullable String operation) {
    this.operation = operation;
  }

  /** The application's object that is named, while one of its threads works for the unit; otherwise null. */
  public void setSubject(@Nullable Object subject) {
    this.subject = subject;
    if (subject == null) {
      subjectBefore = null;
    }
  }

  /** What the agent keeps for a unit that outlives the call which began it. */
  public @Nullable Object ongoing() {
    return ongoing;
  }

  public void setOngoing(Object ongoing) {
    this.ongoing = ongoing;
  }

  /** The agent's own span of this unit. */
  public @Nullable Object span() {
    return span;
  }

  public void setSpan(@Nullable Object span) {
    this.span = span;
  }

  /** What ties the unit to a span that somebody else has made and will end. */
  public @Nullable Object joined() {
    return joined;
  }

  public void setJoined(@Nullable Object joined) {
    this.joined = joined;
  }

  /** A hash of what tells the client's session apart; 0 if there is none, or nobody asks. */
  public long session() {
    return session;
  }

  public void setSession(long hash) {
    session = hash;
  }

  /** {@link System#nanoTime()} of the unit's last write, as far as anybody looks for writes; 0 for none. */
  public long wroteAt() {
    return wroteAt;
  }

  public void setWroteAt(long nanoTime) {
    wroteAt = nanoTime;
  }
}
