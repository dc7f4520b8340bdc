package io.tripmeter.work.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own HTTP server. An image may lack the module: its types appear only inside of methods that are given such an exchange, so
 * they are resolved when there is one.
 */
public final class JdkHttpServer extends HttpServer {
  private final @Nullable ClassLoader own;

  public JdkHttpServer() {
    this(JdkHttpServer.class.getClassLoader());
  }

  JdkHttpServer(@Nullable ClassLoader own) {
    this.own = own;
  }

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into("com.sun.net.httpserver.Filter$Chain")
        .loadedWith("com.sun.net.httpserver.HttpServer")
        .advise(
            BoundAdvice.of("WorkAdvice.first").with("work", index),
            "doFilter(Lcom/sun/net/httpserver/HttpExchange;)"));
  }

  /** Metrics, health and the page are served by this very server. */
  @Override
  public boolean counts(Object exchange) {
    return ((HttpExchange) exchange).getHttpContext().getHandler().getClass().getClassLoader()
        != own;
  }

  @Override
  public String operation(Object exchange) {
    return ((HttpExchange) exchange).getRequestMethod();
  }

  @Override
  public String scheme(Object exchange) {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public @Nullable String path(Object exchange) {
    return ((HttpExchange) exchange).getRequestURI().getRawPath();
  }

  @Override
  public @Nullable String header(Object exchange, String name) {
    return ((HttpExchange) exchange).getRequestHeaders().getFirst(name);
  }

  @Override
  public String name(Object exchange) {
    return ((HttpExchange) exchange).getHttpContext().getPath();
  }

  /** The context is the connection's: once the answer is sent, the client's next request on it may have another. */
  @Override
  public String nameAtBegin(Object exchange) {
    return name(exchange);
  }

  /** 0 if the handler has left the answer to another thread, or failed: then the server closes the connection without one. */
  @Override
  public int status(Object exchange, @Nullable Object response, @Nullable Throwable thrown) {
    return Math.max(0, ((HttpExchange) exchange).getResponseCode());
  }
}
