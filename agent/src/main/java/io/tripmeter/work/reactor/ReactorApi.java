package io.tripmeter.work.reactor;

import io.tripmeter.reflect.ApiMethod;
import io.tripmeter.work.OngoingWork;
import org.jspecify.annotations.Nullable;

/** Reactor Netty and Netty as one class loader has them. The class of a request is not public, what it implements is. */
final class ReactorApi {
  static final String OPERATIONS = "reactor.netty.http.server.HttpServerOperations";

  private static final ClassValue<ReactorApi> BY_CLASS = new ClassValue<ReactorApi>() {
    @Override
    protected ReactorApi computeValue(Class<?> type) {
      return new ReactorApi(type);
    }
  };

  /** Whether it is a request's and not a client's, or a WebSocket's. */
  final boolean isRequest;

  final ApiMethod method;
  final ApiMethod uri;
  final ApiMethod scheme;
  final ApiMethod requestHeaders;
  final ApiMethod header;
  final ApiMethod status;
  final ApiMethod code;
  final ApiMethod isAnswered;
  final ApiMethod isOver;
  private final ApiMethod channel;
  private final ApiMethod attribute;
  private final ApiMethod get;
  private final ApiMethod set;
  private final @Nullable Object key;

  private ReactorApi(Class<?> type) {
    boolean isOperations = type.getName().equals(OPERATIONS);
    Class<?> request = isOperations ? type : null;
    Class<?> infos = sibling(request, "reactor.netty.http.HttpInfos");
    Class<?> requests = sibling(request, "reactor.netty.http.server.HttpServerRequest");
    Class<?> responses = sibling(request, "reactor.netty.http.server.HttpServerResponse");
    Class<?> attributeKey = sibling(request, "io.netty.util.AttributeKey");
    Class<?> attributes = sibling(request, "io.netty.util.Attribute");
    method = ApiMethod.of(infos, "method");
    uri = ApiMethod.of(infos, "uri");
    scheme = ApiMethod.of(requests, "scheme");
    requestHeaders = ApiMethod.of(requests, "requestHeaders");
    header = ApiMethod.of(
        sibling(request, "io.netty.handler.codec.http.HttpHeaders"), "get", String.class);
    status = ApiMethod.of(responses, "status");
    code = ApiMethod.of(sibling(request, "io.netty.handler.codec.http.HttpResponseStatus"), "code");
    isAnswered = ApiMethod.of(responses, "hasSentHeaders");
    isOver = ApiMethod.of(
        sibling(request, "reactor.netty.channel.ChannelOperations"), "isSubscriptionDisposed");
    channel = ApiMethod.of(sibling(request, "reactor.netty.DisposableChannel"), "channel");
    attribute = attributeKey == null
        ? ApiMethod.of(null, "attr")
        : ApiMethod.of(sibling(request, "io.netty.util.AttributeMap"), "attr", attributeKey);
    get = ApiMethod.of(attributes, "get");
    set = ApiMethod.of(attributes, "set", Object.class);
    key = newKey(attributeKey);
    isRequest = key != null && channel.exists() && attribute.exists() && isOver.exists();
  }

  static ReactorApi of(Object object) {
    return BY_CLASS.get(object.getClass());
  }

  /** With its channel. A pipelined request begins when the last of the answer before it is handed over, and perhaps not yet sent. */
  void keep(Object operations, OngoingWork work) throws Throwable {
    Object attribute = attribute(operations);
    if (attribute != null) {
      Object before = get.call(attribute);
      if (before instanceof OngoingWork) {
        ((OngoingWork) before).complete();
      }
      set.call(attribute, work);
    }
  }

  /** An idle connection leads to no request. */
  void forget(Object operations) throws Throwable {
    Object attribute = attribute(operations);
    if (attribute != null) {
      set.call(attribute, null);
    }
  }

  @Nullable
  OngoingWork kept(Object operations) throws Throwable {
    Object attribute = attribute(operations);
    Object kept = attribute == null ? null : get.call(attribute);
    boolean isItsOwn = kept instanceof OngoingWork && ((OngoingWork) kept).isOf(operations);
    return isItsOwn ? (OngoingWork) kept : null;
  }

  private @Nullable Object attribute(Object operations) throws Throwable {
    Object of = channel.call(operations);
    return of == null || key == null ? null : attribute.call(of, key);
  }

  private static @Nullable Class<?> sibling(@Nullable Class<?> request, String name) {
    try {
      return request == null ? null : Class.forName(name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Object newKey(@Nullable Class<?> attributeKey) {
    try {
      return attributeKey == null
          ? null
          : attributeKey.getMethod("valueOf", String.class).invoke(null, "io.tripmeter.request");
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }
}
