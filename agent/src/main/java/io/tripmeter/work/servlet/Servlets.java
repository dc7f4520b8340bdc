package io.tripmeter.work.servlet;

import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Servlets and filters, of javax and jakarta, in any container. */
public class Servlets extends HttpServer {
  private static final String ONGOING = "io.tripmeter.request";

  /** Types of dispatches inside of a request. */
  private static final List<String> DISPATCHES = Arrays.asList("ERROR", "INCLUDE", "FORWARD");

  @Override
  public List<Weaving> weavings(int index) {
    return ServletWeavings.all(index);
  }

  /** An error page's dispatch comes after the request it belongs to has ended, and is no request; nor is what it forwards to or includes. */
  @Override
  public boolean counts(Object exchange) throws Throwable {
    ServletApi api = ServletApi.of(exchange);
    return api.isHttp && !DISPATCHES.contains(api.dispatcherType.text(exchange));
  }

  @Override
  public String operation(Object exchange) throws Throwable {
    return ServletApi.of(exchange).method.text(exchange);
  }

  @Override
  public String scheme(Object exchange) throws Throwable {
    return ServletApi.of(exchange).scheme.text(exchange);
  }

  @Override
  public @Nullable String path(Object exchange) throws Throwable {
    String path = ServletApi.of(exchange).requestUri.text(exchange);
    return path.indexOf(';') < 0 ? path : path.substring(0, path.indexOf(';'));
  }

  @Override
  public @Nullable String header(Object exchange, String name) throws Throwable {
    return (String) ServletApi.of(exchange).header.call(exchange, name);
  }

  @Override
  public String name(Object exchange) throws Throwable {
    return ServletRoute.of(ServletApi.of(exchange), exchange);
  }

  @Override
  public int status(Object exchange, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    ServletApi api = ServletApi.of(exchange);
    Object status = response != null && api.isResponse(response) ? api.status.call(response) : null;
    int sent = status instanceof Integer ? (Integer) status : 0;
    // The container answers an exception with 500 only after it has left the outermost filter.
    return thrown != null && sent < 400 ? 500 : sent;
  }

  @Override
  public boolean goesOn(Object exchange) throws Throwable {
    return ServletApi.of(exchange).isAsyncStarted.isTrue(exchange);
  }

  @Override
  public boolean keep(Object exchange, OngoingWork work) throws Throwable {
    ServletApi api = ServletApi.of(exchange);
    api.setAttribute.call(exchange, ONGOING, work);
    return ServletListener.register(api, exchange, work);
  }

  @Override
  public void join(Object exchange, OngoingWork work) throws Throwable {
    ServletApi.of(exchange).setAttribute.call(exchange, ONGOING, work);
  }

  @Override
  public @Nullable OngoingWork kept(Object exchange) throws Throwable {
    ServletApi api = ServletApi.of(exchange);
    if (!api.isHttp || api.dispatcherType.text(exchange).equals("REQUEST")) {
      return null;
    }
    Object kept = api.attribute.call(exchange, ONGOING);
    return kept instanceof OngoingWork ? (OngoingWork) kept : null;
  }
}
