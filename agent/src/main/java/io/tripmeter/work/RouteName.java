package io.tripmeter.work;

/** Something inside of a server that knows the route of its requests, and begins none. */
public abstract class RouteName extends WorkKind {
  @Override
  public String label() {
    return "request";
  }

  @Override
  public String nameKey() {
    return "route";
  }

  @Override
  public boolean counts(Object subject) {
    return false;
  }

  @Override
  public int depth() {
    return REQUEST;
  }

  /** A job that works with a framework's routes keeps its own name. */
  @Override
  public Nesting inside(WorkKind outer) {
    return outer instanceof HttpServer ? Nesting.NAME : Nesting.PART;
  }
}
