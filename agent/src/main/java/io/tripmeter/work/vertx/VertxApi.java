package io.tripmeter.work.vertx;

import io.tripmeter.reflect.ApiMethod;
import io.tripmeter.reflect.Getters;
import io.tripmeter.work.OngoingWork;
import org.jspecify.annotations.Nullable;

/** Vert.x as one class loader has it. Its classes are not all public, what they implement is. */
final class VertxApi {
  private static final String KEY = "io.tripmeter.request";

  private static final ClassValue<VertxApi> BY_CLASS = new ClassValue<VertxApi>() {
    @Override
    protected VertxApi computeValue(Class<?> type) {
      return new VertxApi(type);
    }
  };

  final boolean isRequest;
  final ApiMethod method;
  final ApiMethod scheme;
  final ApiMethod uri;
  private final ApiMethod header;
  private final ApiMethod streamHeader;
  final ApiMethod context;
  final ApiMethod response;
  final ApiMethod status;
  final ApiMethod isAnswered;
  private final ApiMethod isOwn;
  private final ApiMethod putLocal;
  private final ApiMethod removeLocal;

  private VertxApi(Class<?> type) {
    Class<?> request = isRequest(type.getName()) ? type : null;
    Class<?> requests = sibling(request, "io.vertx.core.http.HttpServerRequest");
    Class<?> responses = sibling(request, "io.vertx.core.http.HttpServerResponse");
    Class<?> since5 = sibling(type, "io.vertx.core.internal.ContextInternal");
    Class<?> contexts =
        since5 == null ? sibling(type, "io.vertx.core.impl.ContextInternal") : since5;
    method = ApiMethod.of(requests, "method");
    scheme = ApiMethod.of(requests, "scheme");
    uri = ApiMethod.of(requests, "uri");
    header = ApiMethod.of(requests, "getHeader", String.class);
    streamHeader = ApiMethod.of(sibling(request, "io.vertx.core.MultiMap"), "get", String.class);
    response = ApiMethod.of(requests, "response");
    status = ApiMethod.of(responses, "getStatusCode");
    isAnswered = ApiMethod.of(responses, "headWritten");
    context = ApiMethod.of(internal(request), "context");
    isOwn = ApiMethod.of(contexts, "isDuplicate");
    putLocal = ApiMethod.of(contexts, "putLocal", Object.class, Object.class);
    removeLocal = ApiMethod.of(contexts, "removeLocal", Object.class);
    isRequest = context.exists() && isOwn.exists() && putLocal.exists();
  }

  private static boolean isRequest(String name) {
    return name.endsWith("ServerRequest") || name.endsWith("HttpServerRequestImpl");
  }

  static VertxApi of(Object object) {
    return BY_CLASS.get(object.getClass());
  }

  /** Null if others work in it as well. */
  @Nullable
  Object ownContext(Object request) throws Throwable {
    Object of = context.call(request);
    return of != null && isOwn.isTrue(of) ? of : null;
  }

  void keep(Object ofRequest, OngoingWork work) throws Throwable {
    putLocal.call(ofRequest, KEY, work);
  }

  /** The application may hold the context for longer than the request. */
  static void forget(Object ofRequest) throws Throwable {
    of(ofRequest).removeLocal.call(ofRequest, KEY);
  }

  /** Of a request, or of the server's connection or stream that is done with one. A client's may be in a context of a request, too. */
  static @Nullable Object contextOf(Object subject) throws Throwable {
    String name = subject.getClass().getName();
    Object request = subject;
    if (name.endsWith("ServerConnection")) {
      request = Getters.field(subject, "responseInProgress");
    } else if (name.endsWith("Http2ServerStream")) {
      request = Getters.field(subject, "request");
      if (request == null) {
        return Getters.get(subject, "context");
      }
    }
    return request == null ? null : of(request).context.call(request);
  }

  /** Since 5.1 a request of HTTP/2 does not know its head when it begins; its stream does. */
  static @Nullable Object streamOf(Object request) throws Throwable {
    return request.getClass().getName().endsWith("Impl") ? Getters.field(request, "stream") : null;
  }

  /** One of the fields of a request's head; they have the names of its methods. */
  static String text(Object request, ApiMethod getter, String field) throws Throwable {
    Object stream = streamOf(request);
    if (stream == null) {
      return getter.text(request);
    }
    Object text = Getters.field(stream, field);
    return text == null ? "" : text.toString();
  }

  @Nullable
  String header(Object request, String name) throws Throwable {
    Object stream = streamOf(request);
    if (stream == null) {
      return (String) header.call(request, name);
    }
    Object headers = Getters.field(stream, "requestHeaders");
    return headers == null ? null : (String) streamHeader.call(headers, name);
  }

  /** The public class between the interface and what implements it. */
  private static @Nullable Class<?> internal(@Nullable Class<?> request) {
    Class<?> since5 = sibling(request, "io.vertx.core.internal.http.HttpServerRequestInternal");
    return since5 == null
        ? sibling(request, "io.vertx.core.http.impl.HttpServerRequestInternal")
        : since5;
  }

  private static @Nullable Class<?> sibling(@Nullable Class<?> request, String name) {
    try {
      return request == null ? null : Class.forName(name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }
}
