package io.tripmeter.work.helidon;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Helidon's own server, read in 4.0.11 and 4.3.1. A request is answered by the virtual thread of its connection; filters are inside of the
 * call. Jersey, as Helidon MP has it, names requests by its resources.
 */
public final class Helidon extends HttpServer {
  private static final String HTTP = "Lio/helidon/webserver/http/";

  private final ServicePatterns services = new ServicePatterns();

  @Override
  public List<Weaving> weavings(int index) {
    return Arrays.asList(
        Weaving.into("io.helidon.webserver.http.HttpRoutingImpl")
            .advise(
                BoundAdvice.of("WorkAdvice.secondAnswered").with("work", index),
                "route(Lio/helidon/webserver/ConnectionContext;" + HTTP + "RoutingRequest;" + HTTP
                    + "RoutingResponse;)"),
        Weaving.into("io.helidon.webserver.http.ServiceRules")
            .advise(
                BoundAdvice.of("WorkAdvice.told").with("work", index).with("event", 0),
                "register(Ljava/lang/String;[" + HTTP + "HttpService;)"));
  }

  /** A service is registered with this pattern. */
  @Override
  public void told(int event, Object rules, @Nullable Object pattern) {
    if (pattern instanceof String) {
      services.add((String) pattern);
    }
  }

  @Override
  public boolean counts(Object request) {
    return HelidonApi.of(request).prologue.exists();
  }

  @Override
  public String operation(Object request) throws Throwable {
    HelidonApi api = HelidonApi.of(request);
    Object prologue = api.prologue.call(request);
    Object method = prologue == null ? null : api.method.call(prologue);
    return method == null ? "" : api.methodText.text(method);
  }

  @Override
  public String scheme(Object request) throws Throwable {
    return HelidonApi.of(request).isSecure.isTrue(request) ? "https" : "http";
  }

  @Override
  public @Nullable String path(Object request) throws Throwable {
    HelidonApi api = HelidonApi.of(request);
    Object prologue = api.prologue.call(request);
    Object path = prologue == null ? null : api.uriPath.call(prologue);
    return path == null ? null : api.rawPath.text(path);
  }

  @Override
  public @Nullable String header(Object request, String name) throws Throwable {
    HelidonApi api = HelidonApi.of(request);
    Object headers = api.headers.call(request);
    Object value = headers == null ? null : api.header(headers, name);
    return value instanceof Optional && ((Optional<?>) value).isPresent()
        ? (String) ((Optional<?>) value).get()
        : null;
  }

  /** The pattern of the handler that has answered; null where there is none, and up to 4.2.0, which does not tell it. */
  @Override
  public @Nullable String name(Object request) throws Throwable {
    HelidonApi api = HelidonApi.of(request);
    Object pattern = api.pattern.call(request);
    if (!(pattern instanceof Optional) || !((Optional<?>) pattern).isPresent()) {
      return null;
    }
    Object path = api.path.call(request);
    Object whole = path == null ? null : api.wholePath.call(path);
    Object parameters = path == null ? null : api.parameters.call(path);
    Object names = parameters == null ? null : api.names.call(parameters);
    if (path == null || whole == null || !(names instanceof Iterable)) {
      return null;
    }
    return new MatchedPattern(
            (String) ((Optional<?>) pattern).get(),
            api.pathText.text(whole),
            api.pathText.text(path))
        .route(services, (Iterable<?>) names);
  }

  @Override
  public int status(Object request, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    HelidonApi api = HelidonApi.of(request);
    Object status = response == null ? null : api.status.call(response);
    Object code = status == null ? null : api.code.call(status);
    int sent = code instanceof Integer ? (Integer) code : 0;
    return thrown != null && sent < 400 ? 500 : sent;
  }
}
