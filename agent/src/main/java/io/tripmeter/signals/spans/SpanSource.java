package io.tripmeter.signals.spans;

import org.jspecify.annotations.Nullable;

/** One way to make spans, chosen by the composition root. */
public interface SpanSource {
  /** Why there are none this way; null if there are. */
  @Nullable
  String reasonForNone();

  /**
   * Loads what it needs and connects; on a thread of the agent's own.
   *
   * @throws RuntimeException if the settings do not allow it
   */
  Spans start();
}
