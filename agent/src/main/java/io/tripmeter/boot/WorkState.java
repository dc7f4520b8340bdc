package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The unit of work that a thread works for. */
final class WorkState {
  @Nullable
  UnitOfWork unit;

  /** The unit that goes on when {@link #unit} ends: a request that is served inside of a job is a unit of its own. */
  @Nullable
  UnitOfWork outer;
}
