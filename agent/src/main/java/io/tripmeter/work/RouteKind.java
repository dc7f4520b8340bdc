package io.tripmeter.work;

import org.jspecify.annotations.Nullable;

/** A framework that knows the route of a request better than the server that calls it. The subject is its own request object. */
public abstract class RouteKind extends WorkKind {
  @Override
  public final String label() {
    return "request";
  }

  @Override
  public final String nameKey() {
    return "route";
  }

  @Override
  public final boolean onlyNames() {
    return true;
  }

  /**
   * The same at the end of the outermost call.
   *
   * @param with what its advice gives beside the request, null if nothing
   */
  public @Nullable String name(Object request, @Nullable String around, @Nullable Object with)
      throws Throwable {
    return name(request, around);
  }

  @Override
  public boolean counts(Object request) {
    return true;
  }

  @Override
  public final int depth() {
    return REQUEST;
  }

  /** What a job or a message calls is a part of that. */
  @Override
  public final Nesting inside(WorkKind outer) {
    return outer instanceof HttpServer ? Nesting.NAME : Nesting.PART;
  }
}
