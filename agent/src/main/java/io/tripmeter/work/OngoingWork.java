package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work that outlives the call which began it. It ends with its completion or with the last of its calls, whichever is later. Only
 * the application's own subject refers to this object, so that both are collected together, or what may outlive the subject: once the unit has
 * ended, this object leads to nothing of the application's. No method of the application is called under the lock.
 */
public final class OngoingWork {
  private final WorkEnds ends;
  private final WorkKind kind;
  private @Nullable Object subject;
  private @Nullable Object response;
  private @Nullable Throwable failure;
  private int status;
  private int calls = 1;
  private boolean completes;
  private boolean complete;

  /** Null once the unit has ended: the object may be another unit by then. */
  private @Nullable UnitOfWork unit;

  /** In the call that begins the unit, or goes on with it. */
  OngoingWork(
      WorkEnds ends, UnitOfWork unit, WorkKind kind, Object subject, @Nullable Object response) {
    this.response = response;
    this.ends = ends;
    this.unit = unit;
    this.kind = kind;
    this.subject = subject;
    unit.share();
    unit.setOngoing(this);
  }

  /** A call of the same unit begins on this thread; null if the unit has ended. */
  synchronized @Nullable UnitOfWork callBegins(Object of) {
    UnitOfWork going = unit;
    if (going != null) {
      calls++;
      if (going.namedBy() == kind) {
        going.setSubject(of);
      }
    }
    return going;
  }

  /** The call ends on this thread; the unit goes on if it is not complete. */
  void callEnds(@Nullable Object responseOfCall) {
    synchronized (this) {
      calls--;
      response = response == null ? responseOfCall : response;
      if (calls == 0 && unit != null && !((WorkKind) unit.namedBy()).namesLate()) {
        unit.setSubject(null);
      }
    }
    endIfDone();
  }

  /** Whether it is this subject's. */
  public boolean isOf(Object of) {
    return subject == of;
  }

  /** For whoever works for it on any thread; null once it has ended. */
  public synchronized @Nullable UnitOfWork unit() {
    if (unit != null) {
      unit.keep();
    }
    return unit;
  }

  /** Something went wrong; the library will say that the subject is complete later. */
  public synchronized void fail(@Nullable Throwable thrown) {
    failure = unit == null ? null : thrown;
  }

  /** What is going to be sent. */
  public synchronized void answer(Object answer) {
    response = unit == null ? null : answer;
  }

  /** For a kind that keeps this object where the subject must not be referred to: it completes it by {@link #complete(Object, Object)}. */
  public synchronized void forgetSubject() {
    subject = null;
  }

  /** The library has completed the subject. */
  public void complete() {
    Object of;
    Object answer;
    synchronized (this) {
      of = subject;
      answer = response;
    }
    if (of != null) {
      complete(of, answer);
    }
  }

  /** The library has completed the subject and knows the answer. */
  public void complete(Object of, @Nullable Object answer) {
    Throwable thrown;
    synchronized (this) {
      thrown = failure;
    }
    completeWith(of, answer, thrown);
  }

  /** Reads the subject now: it may be another unit's soon. */
  void completeWith(Object of, @Nullable Object answer, @Nullable Throwable thrown) {
    UnitOfWork going;
    synchronized (this) {
      going = unit;
      if (completes || going == null) {
        return;
      }
      completes = true;
    }
    ends.readName(going, kind, of);
    int answered = ends.status(kind, of, answer, thrown);
    Throwable failed = ends.failure(kind, of, thrown);
    synchronized (this) {
      status = answered;
      failure = failed;
      complete = true;
    }
    endIfDone();
  }

  private void endIfDone() {
    UnitOfWork ended;
    Throwable failed;
    synchronized (this) {
      ended = unit;
      if (!complete || calls > 0 || ended == null) {
        return;
      }
      failed = failure;
      unit = null;
      subject = null;
      response = null;
      failure = null;
    }
    ends.finish(ended, status, failed);
  }
}
