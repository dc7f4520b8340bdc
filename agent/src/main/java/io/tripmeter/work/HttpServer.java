package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Requests of HTTP: a unit whose name is its route, the pattern that its path matched, and whose operation is its method. */
public abstract class HttpServer extends WorkKind {
  @Override
  public String label() {
    return "request";
  }

  @Override
  public String nameKey() {
    return "route";
  }

  @Override
  public boolean standsAlone(UnitOfWork.Kind carried) {
    return true;
  }

  /** As the client sent it. */
  @Override
  public abstract String operation(Object exchange) throws Throwable;

  /** {@code http} or {@code https}. */
  public abstract String scheme(Object exchange) throws Throwable;

  /** The path as the client sent it, without query and without session id. */
  public abstract @Nullable String path(Object exchange) throws Throwable;

  public abstract @Nullable String header(Object exchange, String name) throws Throwable;

  /** The status code that was sent or is going to be, 0 if unknown. */
  public abstract int status(Object exchange, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable;

  @Override
  public int depth() {
    return REQUEST;
  }

  /** A server inside of a server, as servlets are in Undertow, knows the route better. A job that serves a request is another unit. */
  @Override
  public Nesting inside(WorkKind outer) {
    return outer instanceof HttpServer ? Nesting.NAME : Nesting.UNIT;
  }
}
