package io.tripmeter.work;

import org.jspecify.annotations.Nullable;

/** Requests of HTTP: the name is the pattern that the path matched, and the operation is the method. */
public abstract class HttpServer extends RequestKind {
  /** As the client sent it. */
  @Override
  public abstract String operation(Object exchange) throws Throwable;

  /** {@code http} or {@code https}. */
  public abstract String scheme(Object exchange) throws Throwable;

  /** The path as the client sent it, without query and without session id. */
  public abstract @Nullable String path(Object exchange) throws Throwable;

  @Override
  public boolean isFault(int status) {
    return status >= 500;
  }

  /** A server inside of a server, as servlets are in Undertow, knows the route better. A job that serves a request is another unit. */
  @Override
  public Nesting inside(WorkKind outer) {
    return outer instanceof HttpServer ? Nesting.NAME : Nesting.UNIT;
  }
}
