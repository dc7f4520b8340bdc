package io.tripmeter.work.undertow;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undertow's handlers, read in 1.4 to 2.4. A request passes Connectors.executeRootHandler on each thread that handles it, and may do so on
 * the next thread before the last has left it; it ends when its completion listeners are called. Its servlet container names requests by
 * their servlets.
 */
public final class Undertow extends HttpServer {
  private static final String EXCHANGE = "Lio/undertow/server/HttpServerExchange;";

  @Override
  public List<Weaving> weavings(int index) {
    String execute = "executeRootHandler(Lio/undertow/server/HttpHandler;" + EXCHANGE + ")";
    String dispatch = "dispatch(Ljava/util/concurrent/Executor;Ljava/lang/Runnable;)";
    return Arrays.asList(
        Weaving.into("io.undertow.server.Connectors")
            .advise(BoundAdvice.of("WorkAdvice.second").with("work", index), execute),
        Weaving.into("io.undertow.server.HttpServerExchange")
            .requires("addExchangeCompleteListener")
            .advise(
                BoundAdvice.of("WorkAdvice.call").with("work", index).using("dispatchExecutor"),
                dispatch));
  }

  @Override
  public boolean counts(Object exchange) {
    return UndertowApi.of(exchange).isKnown();
  }

  @Override
  public String operation(Object exchange) throws Throwable {
    return UndertowApi.of(exchange).method.text(exchange);
  }

  @Override
  public String scheme(Object exchange) throws Throwable {
    return UndertowApi.of(exchange).scheme.text(exchange);
  }

  /** A request for a proxy has the whole URL in its first line. */
  @Override
  public @Nullable String path(Object exchange) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    String uri = api.uri.text(exchange);
    String path = uri.startsWith("/") ? uri : api.path.text(exchange);
    return path.indexOf(';') < 0 ? path : path.substring(0, path.indexOf(';'));
  }

  @Override
  public @Nullable String header(Object exchange, String name) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    Object headers = api.headers.call(exchange);
    return headers == null ? null : (String) api.firstHeader.call(headers, name);
  }

  /** The paths of the PathHandlers that it has passed, and the template that it matched below them. */
  @Override
  public String name(Object exchange) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    String route = api.resolvedPath.text(exchange);
    Object match = api.attachment(exchange, api.templateKey);
    if (match != null) {
      route += api.template.text(match);
    }
    return route.startsWith("/") ? route : "/" + route;
  }

  /** 0 if the connection was closed without an answer. */
  @Override
  public int status(Object exchange, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    Object status = api.isAnswered.isTrue(exchange) ? api.status.call(exchange) : null;
    return status instanceof Integer ? (Integer) status : 0;
  }

  /** Connectors.executeRootHandler catches what a handler throws, and attaches it. */
  @Override
  public @Nullable Throwable failure(Object exchange, @Nullable Throwable thrown) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    return thrown != null ? thrown : (Throwable) api.attachment(exchange, api.exceptionKey);
  }

  /** An exchange is not safe for several threads: once a handler has it, only the handler's thread may add a listener. */
  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  @Override
  public boolean keep(Object exchange, OngoingWork work) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    api.addListener.call(exchange, CompletionListener.of(api, work));
    api.attach(exchange, work);
    return true;
  }

  @Override
  public @Nullable OngoingWork kept(Object exchange) throws Throwable {
    UndertowApi api = UndertowApi.of(exchange);
    return (OngoingWork) api.attachment(exchange, api.ownKey);
  }
}
