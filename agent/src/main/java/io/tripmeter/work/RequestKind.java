package io.tripmeter.work;

import io.tripmeter.boot.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Requests of any protocol: a client has sent them and waits. Their name is the route, which the server itself has made of what was asked for. */
public abstract class RequestKind extends WorkKind {
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

  @Override
  public int depth() {
    return REQUEST;
  }

  /** What the client has sent beside the request itself: its trace. */
  public abstract @Nullable String header(Object subject, String name) throws Throwable;

  /** The status code that was sent or is going to be, as the protocol has it; of HTTP 0 if unknown. */
  public abstract int status(Object subject, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable;

  /** As spans have it. */
  public String statusText(int status) {
    return Integer.toString(status);
  }

  /** Whether the server is to blame for the status, and not the client. */
  public abstract boolean isFault(int status);
}
