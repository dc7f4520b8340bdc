package io.tripmeter.work.undertow;

import io.tripmeter.work.OngoingWork;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** The ExchangeCompletionListener of one request. It was added first and is called last: the others may still ask the database. */
final class CompletionListener implements InvocationHandler {
  private final UndertowApi api;
  private final OngoingWork work;

  private CompletionListener(UndertowApi api, OngoingWork work) {
    this.api = api;
    this.work = work;
  }

  static Object of(UndertowApi api, OngoingWork work) {
    Class<?> type = api.listenerType();
    // The proxy's class is the server's loader's, not ours.
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new CompletionListener(api, work));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "exchangeEvent":
        try {
          work.complete();
        } finally {
          // The connection is free for its next request only after the last listener.
          api.proceed.call(arguments == null ? this : arguments[1]);
        }
        return null;
      case "equals":
        return arguments != null && proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "Tripmeter's ExchangeCompletionListener";
      default:
        return null;
    }
  }
}
