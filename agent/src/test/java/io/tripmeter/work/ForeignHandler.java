package io.tripmeter.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.reflect.Proxy;

/** A handler of another class loader than the agent's own, as an application's are. */
public final class ForeignHandler {
  private ForeignHandler() {}

  /** What a handler does. */
  public interface Body {
    void answer(HttpExchange exchange) throws IOException;
  }

  public static HttpHandler of(Body body) {
    return (HttpHandler) Proxy.newProxyInstance(
        ClassLoader.getPlatformClassLoader(),
        new Class<?>[] {HttpHandler.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("handle")) {
            body.answer((HttpExchange) arguments[0]);
          }
          return null;
        });
  }
}
