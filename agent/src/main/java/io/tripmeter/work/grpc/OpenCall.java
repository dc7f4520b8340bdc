package io.tripmeter.work.grpc;

import io.tripmeter.work.OngoingWork;
import org.jspecify.annotations.Nullable;

/** What is kept of a call from its begin to its end. It must not refer to the call, or the call would never be collected. */
final class OpenCall {
  volatile @Nullable OngoingWork work;

  /** The Metadata that the client has sent, until the call has begun. */
  volatile @Nullable Object headers;

  /** The code of the status that the application has closed the call with; -1 if it has not. */
  volatile int answered = -1;

  /** Whether the call has a listener, which will be told of its end. */
  volatile boolean isListening;
}
