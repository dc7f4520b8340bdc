package io.tripmeter.work.servlet;

import io.tripmeter.work.OngoingWork;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The AsyncListener that says when an asynchronous request is complete. The container calls onComplete last in every case (Servlet 3.0,
 * 2.3.3.3), so an error or a timeout is only noted: the status is not settled before.
 */
final class ServletListener implements InvocationHandler {
  private final ServletApi api;
  private final OngoingWork work;

  private ServletListener(ServletApi api, OngoingWork work) {
    this.api = api;
    this.work = work;
  }

  /** False if the request is no longer asynchronous. */
  static boolean register(ServletApi api, Object request, OngoingWork work) throws Throwable {
    Class<?> type = api.listener;
    Object context = api.asyncContext.call(request);
    if (type == null || context == null) {
      return false;
    }
    // The proxy's class is the API's loader's, not ours.
    Object listener = Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, new ServletListener(api, work));
    try {
      api.addListener.call(context, listener);
      return true;
    } catch (IllegalStateException completed) {
      return false;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    switch (method.getName()) {
      case "onComplete":
        work.complete();
        return null;
      case "onError":
        work.fail(thrown(arguments));
        return null;
      case "onStartAsync":
        stay(proxy, arguments);
        return null;
      case "equals":
        return arguments != null && proxy == arguments[0];
      case "hashCode":
        return System.identityHashCode(proxy);
      case "toString":
        return "Tripmeter's AsyncListener";
      default:
        return null;
    }
  }

  private @Nullable Throwable thrown(Object @Nullable [] arguments) throws Throwable {
    return arguments == null ? null : (Throwable) api.eventThrowable.call(arguments[0]);
  }

  /** A new asynchronous cycle drops the listeners of the one before. */
  private void stay(Object proxy, Object @Nullable [] arguments) throws Throwable {
    Object context = arguments == null ? null : api.eventContext.call(arguments[0]);
    if (context != null) {
      api.addListener.call(context, proxy);
    }
  }
}
