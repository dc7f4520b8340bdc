package io.tripmeter.work.vertx;

import io.tripmeter.boot.ContextCalls;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import io.tripmeter.work.UriPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Vert.x' server, HTTP/1.1 and HTTP/2, as read in 4.5 to 5.1. Each has a context of its own, in which all of its handlers and
 * blocking calls run, so that whatever runs in the context is the request's. A pipelined request begins when it is its turn.
 */
public final class Vertx extends HttpServer {
  private static final String HTTP = "io.vertx.core.http.impl.";

  @Override
  public List<Weaving> weavings(int index) {
    BoundAdvice begin = BoundAdvice.of("WorkAdvice.self").with("work", index);
    BoundAdvice complete = BoundAdvice.of("WorkAdvice.complete").with("work", index);
    List<Weaving> weavings = new ArrayList<>();
    // The second name since 5.1.
    for (String http1 : new String[] {HTTP + "Http1x", HTTP + "http1.Http1"}) {
      weavings.add(Weaving.into(http1 + "ServerRequest").advise(begin, "handleBegin("));
      // A WebSocket's connection may last for days.
      weavings.add(Weaving.into(http1 + "ServerConnection")
          .advise(complete, "responseComplete()")
          .advise(complete, "handleClosed()")
          .advise(
              BoundAdvice.of("WorkAdvice.completeFirst").with("work", index), "createWebSocket("));
    }
    weavings.add(Weaving.into(HTTP + "HttpServerRequestImpl").advise(begin, "handleHeaders("));
    weavings.add(Weaving.into(HTTP + "http2.DefaultHttp2Stream").advise(complete, "onClose("));
    weavings.add(Weaving.into(HTTP + "Http2ServerRequest").advise(begin, "dispatch("));
    weavings.add(Weaving.into(HTTP + "Http2ServerStream").advise(complete, "onClose()"));
    weavings.add(Weaving.into("io.vertx.core.impl.VertxImpl")
        .requires("beginDispatch(", "endDispatch(")
        .advise("WorkAdvice.context", "beginDispatch(")
        .advise("WorkAdvice.contextEnd", "endDispatch("));
    return weavings;
  }

  /** Of HTTP/3 it is not known here when a request is complete. */
  @Override
  public boolean counts(Object request) throws Throwable {
    VertxApi api = VertxApi.of(request);
    Object stream = VertxApi.streamOf(request);
    boolean isHttp3 = stream != null && !stream.getClass().getName().contains("Http2");
    return api.isRequest && !isHttp3 && api.ownContext(request) != null;
  }

  @Override
  public String operation(Object request) throws Throwable {
    return VertxApi.text(request, VertxApi.of(request).method, "method");
  }

  @Override
  public String scheme(Object request) throws Throwable {
    return VertxApi.text(request, VertxApi.of(request).scheme, "scheme");
  }

  @Override
  public @Nullable String path(Object request) throws Throwable {
    return UriPath.of(VertxApi.text(request, VertxApi.of(request).uri, "uri"));
  }

  @Override
  public @Nullable String header(Object request, String name) throws Throwable {
    return VertxApi.of(request).header(request, name);
  }

  /** One handler has them all, if no router tells. */
  @Override
  public String name(Object request) {
    return "/*";
  }

  /** 0 if the connection was closed without an answer. */
  @Override
  public int status(Object request, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    VertxApi api = VertxApi.of(request);
    Object answer = api.response.call(request);
    Object status =
        answer != null && api.isAnswered.isTrue(answer) ? api.status.call(answer) : null;
    return status instanceof Integer ? (Integer) status : 0;
  }

  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  /** The context leads to it from now on, and keeps it alive. */
  @Override
  public boolean keep(Object request, OngoingWork work) throws Throwable {
    VertxApi api = VertxApi.of(request);
    Object context = api.ownContext(request);
    UnitOfWork unit = work.unit();
    if (context == null || unit == null) {
      return false;
    }
    api.keep(context, work);
    ContextCalls.bind(context, unit);
    return true;
  }

  /** Of a request, or of the connection or the stream that is done with one. */
  @Override
  public @Nullable OngoingWork kept(Object subject) throws Throwable {
    Object context = VertxApi.contextOf(subject);
    UnitOfWork unit = context == null ? null : ContextCalls.unitOf(context);
    return unit == null ? null : (OngoingWork) unit.ongoing();
  }

  /** What runs in the context later is late; of a request itself, which becomes a WebSocket, it is nobody's. */
  @Override
  public void forget(Object subject) throws Throwable {
    Object context = VertxApi.contextOf(subject);
    if (context == null) {
      return;
    }
    VertxApi.forget(context);
    if (VertxApi.of(subject).isRequest) {
      ContextCalls.unbind(context);
    }
  }
}
