package io.tripmeter.pool.c3p0;

/** The maximum size. The pool opens as many connections as its initial size says, and would lower that with a warning of its own. */
final class C3p0Maximum extends C3p0Property {
  C3p0Maximum() {
    super("maxPoolSize", 15);
  }

  @Override
  public void write(Object manager, long value) throws ReflectiveOperationException {
    super.write(manager, value);
    if (C3p0Configuration.INITIAL_SIZE.number(manager) > value) {
      C3p0Configuration.INITIAL_SIZE.write(manager, value);
    }
  }
}
