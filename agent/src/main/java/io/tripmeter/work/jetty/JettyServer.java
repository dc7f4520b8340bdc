package io.tripmeter.work.jetty;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Jetty 12's handlers, read in 12.0.16 and 12.1: from Server.handle to the completion of the request, which other threads may
 * bring about. Its servlets name requests and go on with them on other threads. Versions up to 12.0.3 tell nobody of the completion; of
 * these, as of Jetty 9 to 11, only the servlets are requests.
 */
public final class JettyServer extends HttpServer {
  static final String REQUEST = "Lorg/eclipse/jetty/server/Request;";

  @Override
  public List<Weaving> weavings(int index) {
    return Collections.singletonList(Weaving.into("org.eclipse.jetty.server.Server")
        .advise(
            BoundAdvice.of("WorkAdvice.answered").with("work", index),
            "handle(" + REQUEST
                + "Lorg/eclipse/jetty/server/Response;Lorg/eclipse/jetty/util/Callback;)"));
  }

  @Override
  public boolean counts(Object request) {
    return JettyApi.of(request).isKnown();
  }

  @Override
  public String operation(Object request) throws Throwable {
    return JettyApi.of(request).method.text(request);
  }

  @Override
  public String scheme(Object request) throws Throwable {
    JettyApi api = JettyApi.of(request);
    Object uri = api.uri.call(request);
    return uri == null ? "http" : api.scheme.text(uri);
  }

  @Override
  public @Nullable String path(Object request) throws Throwable {
    JettyApi api = JettyApi.of(request);
    Object uri = api.uri.call(request);
    String path = uri == null ? "" : api.path.text(uri);
    return path.indexOf(';') < 0 ? path : path.substring(0, path.indexOf(';'));
  }

  @Override
  public @Nullable String header(Object request, String name) throws Throwable {
    JettyApi api = JettyApi.of(request);
    Object headers = api.headers.call(request);
    return headers == null ? null : (String) api.header.call(headers, name);
  }

  /** A handler has no pattern; {@link JettyContexts} knows more. */
  @Override
  public @Nullable String name(Object request) {
    return null;
  }

  @Override
  public int status(Object request, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    Object status = response == null ? null : JettyApi.of(request).status.call(response);
    return status instanceof Integer ? (Integer) status : 0;
  }

  /** A handler may have another thread complete the request before it returns. */
  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  @Override
  public boolean keep(Object request, OngoingWork work) throws Throwable {
    JettyApi.of(request).onCompletion(request, new Completion(work));
    return true;
  }
}
