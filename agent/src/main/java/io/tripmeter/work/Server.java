package io.tripmeter.work;

import io.tripmeter.weave.Weaving;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of server: where its requests come in, and how to read them. An exchange is whatever object the server has for a request.
 *
 * <p>Called on the server's threads; any method may throw what the application's own request objects throw, and {@link Requests} sees to it
 * that the application never notices.
 */
public interface Server {
  List<Weaving> weavings();

  /** Whether the exchange is a request to count: not the agent's own page, not a protocol other than HTTP. */
  boolean counts(Object exchange) throws Throwable;

  /** As the client sent it. */
  String method(Object exchange) throws Throwable;

  /** {@code http} or {@code https}. */
  String scheme(Object exchange) throws Throwable;

  /** The path as the client sent it, without query and without session id. */
  @Nullable
  String path(Object exchange) throws Throwable;

  @Nullable
  String header(Object exchange, String name) throws Throwable;

  /** The pattern that the request matched, never a path with values in it. Known for certain only after the request was handled. */
  String route(Object exchange) throws Throwable;

  /** The route if it is known at the request's begin, and perhaps not for certain later; null if it is to be read at its end. */
  default @Nullable String routeAtBegin(Object exchange) throws Throwable {
    return null;
  }

  /** The status code that was sent or is going to be, 0 if unknown. */
  int status(Object exchange, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable;

  /** The outermost call ends on this thread: whether the request goes on without it. */
  default boolean goesOn(Object exchange) throws Throwable {
    return false;
  }

  /**
   * Keeps {@code suspended} with the request, for a later call that resumes it, and has it told of its completion.
   *
   * @return false if the request can no longer be kept: it ends with the call
   */
  default boolean suspend(Object exchange, SuspendedRequest suspended) throws Throwable {
    return false;
  }

  /** What {@link #suspend} kept, if this exchange belongs to a request that went on. */
  default @Nullable SuspendedRequest suspended(Object exchange) throws Throwable {
    return null;
  }
}
