package org.example;

import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** An application's own proxy whose handler is a lambda. */
public final class AroundByLambda implements Supplier<Object> {
  private final Supplier<?> inner;

  public AroundByLambda(Supplier<?> inner) {
    this.inner = inner;
  }

  @Override
  public Object get() {
    return Proxy.newProxyInstance(
        Supplier.class.getClassLoader(),
        new Class<?>[] {Supplier.class},
        (proxy, method, arguments) -> inner.get());
  }
}
