package io.tripmeter.boot;

import org.jspecify.annotations.Nullable;

/** The unit of work that a thread works for. */
final class WorkState {
  @Nullable
  RequestCounters request;
}
