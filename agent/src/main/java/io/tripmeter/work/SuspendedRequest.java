package io.tripmeter.work;

import io.tripmeter.boot.RequestCounters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request that goes on after the call that began it. Only the application's own request refers to this object, so that both are collected
 * together. Ends once, whoever is first: the last call, or the server's listener.
 */
final class SuspendedRequest {
  private final Requests requests;
  private final RequestCounters counters;
  private final Object exchange;
  private final @Nullable Object response;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Throwable failure;

  SuspendedRequest(
      Requests requests, RequestCounters counters, Object exchange, @Nullable Object response) {
    this.requests = requests;
    this.counters = counters;
    this.exchange = exchange;
    this.response = response;
    counters.share();
  }

  /** A call of the same request begins on this thread; null if the request has ended in between. */
  @Nullable
  RequestCounters resume(Object dispatched) {
    if (ended.get()) {
      return null;
    }
    counters.setExchange(dispatched);
    return counters;
  }

  /** Something went wrong; the server will say that the request is complete later. */
  void fail(@Nullable Throwable thrown) {
    failure = thrown;
  }

  /** The server has completed the request. */
  void complete() {
    if (endsNow()) {
      requests.finish(counters, exchange, response, failure);
    }
  }

  /** True for one caller only. */
  boolean endsNow() {
    return ended.compareAndSet(false, true);
  }
}
