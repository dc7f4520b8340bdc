package org.example;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** An application's own proxy, as there may be one around its EntityManager. */
public final class Around implements Supplier<Object> {
  private final Supplier<?> inner;

  public Around(Supplier<?> inner) {
    this.inner = inner;
  }

  private Object invoke(Object proxy, Method method, Object[] arguments) {
    return inner.get();
  }

  /** The proxy, whose handler is a reference to a method. */
  @Override
  public Object get() {
    return Proxy.newProxyInstance(
        Supplier.class.getClassLoader(), new Class<?>[] {Supplier.class}, this::invoke);
  }
}
