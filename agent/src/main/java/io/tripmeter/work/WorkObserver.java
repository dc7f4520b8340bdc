package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Told of every unit of work, on a thread that works for it; an exception is logged once and goes no further. */
public interface WorkObserver {
  /** Is told and does nothing. */
  WorkObserver NOBODY = new WorkObserver() {
    @Override
    public void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos) {}
  };

  /** A unit begins; its operation is known, its name only where the kind knows it by then. */
  default void began(UnitOfWork unit, Object subject) {}

  /**
   * A unit has ended, perhaps on another thread. The object is another unit's afterwards.
   *
   * @param status as sent to the client, 0 if unknown or not a request
   * @param failure what it failed with
   * @param nanos since it began
   */
  void ended(UnitOfWork unit, int status, @Nullable Throwable failure, long nanos);
}
