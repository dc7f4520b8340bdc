package io.tripmeter.work.micronaut;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import io.tripmeter.work.UriPath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Micronaut's server on Netty, HTTP/1.1 and HTTP/2, read in 4.10. A request is handled by the event loop until a route with an
 * executor hands it on; if it has a body, that is when the body is there. Pipelined requests are handled at once, and each has its own object.
 */
public final class Micronaut extends HttpServer {
  private static final int ANSWER = 0;

  @Override
  public List<Weaving> weavings(int index) {
    String server = "io.micronaut.http.server.";
    return Arrays.asList(
        Weaving.into(server + "netty.NettyRequestLifecycle")
            .advise(BoundAdvice.of("WorkAdvice.first").with("work", index), "handleNormal("),
        Weaving.into(server + "RouteExecutor")
            .advise(BoundAdvice.of("WorkAdvice.third").with("work", index), "callRoute("),
        Weaving.into(server + "netty.RoutingInBoundHandler")
            .advise(
                BoundAdvice.of("WorkAdvice.secondTold").with("work", index).with("event", ANSWER),
                "writeResponse(")
            .advise(
                BoundAdvice.of("WorkAdvice.completeFirst").with("work", index),
                "responseWritten("));
  }

  @Override
  public boolean counts(Object request) {
    return MicronautApi.of(request).isRequest;
  }

  @Override
  public String operation(Object request) throws Throwable {
    return MicronautApi.of(request).method.text(request);
  }

  @Override
  public String scheme(Object request) throws Throwable {
    return MicronautApi.of(request).isSecure.isTrue(request) ? "https" : "http";
  }

  @Override
  public @Nullable String path(Object request) throws Throwable {
    return UriPath.of(MicronautApi.of(request).uri.text(request));
  }

  @Override
  public @Nullable String header(Object request, String name) throws Throwable {
    MicronautApi api = MicronautApi.of(request);
    Object headers = api.headers.call(request);
    return headers == null ? null : (String) api.header.call(headers, name);
  }

  /** The template of its route, with the server's context path. */
  @Override
  public String name(Object request) throws Throwable {
    Object template = MicronautApi.of(request).template(request);
    return template == null ? "/*" : template.toString();
  }

  /** The request is an object of its own, and knows its route soon after its begin. */
  @Override
  public boolean namesLate() {
    return true;
  }

  /** 0 if the connection was closed without an answer. */
  @Override
  public int status(Object request, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    Object code = response == null ? null : MicronautApi.of(request).code.call(response);
    return code instanceof Integer ? (Integer) code : 0;
  }

  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  @Override
  public boolean keep(Object request, OngoingWork work) throws Throwable {
    MicronautApi.of(request).keep(request, work);
    return true;
  }

  /** Filters may have put another request around it, with the same attributes. */
  @Override
  public @Nullable OngoingWork kept(Object request) throws Throwable {
    return MicronautApi.of(request).kept(request);
  }

  /** Of {@link #ANSWER} alone. */
  @Override
  public void told(int event, Object request, @Nullable Object answer) throws Throwable {
    OngoingWork work = kept(request);
    if (work != null && answer != null) {
      work.answer(answer);
    }
  }
}
