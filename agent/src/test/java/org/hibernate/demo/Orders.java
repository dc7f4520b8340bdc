package org.hibernate.demo;

import java.util.function.Supplier;

/** Named like a framework; whether it is the application's is told by where it is loaded from. */
public final class Orders implements Supplier<Object> {
  private final Supplier<Object> statement;

  public Orders(Supplier<Object> statement) {
    this.statement = statement;
  }

  @Override
  public Object get() {
    return statement.get();
  }
}
