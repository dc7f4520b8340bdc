package io.tripmeter.work.undertow;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/** Undertow as one class loader has it. */
final class UndertowApi {
  private static final ClassValue<UndertowApi> BY_EXCHANGE = new ClassValue<UndertowApi>() {
    @Override
    protected UndertowApi computeValue(Class<?> exchange) {
      return new UndertowApi(exchange);
    }
  };

  final ApiMethod method;
  final ApiMethod scheme;
  final ApiMethod uri;
  final ApiMethod path;
  final ApiMethod resolvedPath;
  final ApiMethod headers;
  final ApiMethod firstHeader;
  final ApiMethod status;
  final ApiMethod isAnswered;
  final ApiMethod addListener;
  final ApiMethod proceed;
  final ApiMethod template;
  final @Nullable Object templateKey;
  final @Nullable Object exceptionKey;
  final @Nullable Object ownKey;
  private final ApiMethod attachment;
  private final ApiMethod attach;
  private final @Nullable Class<?> listener;

  private UndertowApi(Class<?> exchange) {
    Class<?> headerMap = sibling(exchange, "util.HeaderMap");
    Class<?> key = sibling(exchange, "util.AttachmentKey");
    Class<?> match = sibling(exchange, "util.PathTemplateMatch");
    listener = sibling(exchange, "server.ExchangeCompletionListener");
    method = ApiMethod.of(exchange, "getRequestMethod");
    scheme = ApiMethod.of(exchange, "getRequestScheme");
    uri = ApiMethod.of(exchange, "getRequestURI");
    path = ApiMethod.of(exchange, "getRequestPath");
    resolvedPath = ApiMethod.of(exchange, "getResolvedPath");
    headers = ApiMethod.of(exchange, "getRequestHeaders");
    firstHeader = ApiMethod.of(headerMap, "getFirst", String.class);
    status = ApiMethod.of(exchange, "getStatusCode");
    isAnswered = ApiMethod.of(exchange, "isResponseStarted");
    addListener = with(exchange, "addExchangeCompleteListener", listener);
    proceed = ApiMethod.of(
        sibling(exchange, "server.ExchangeCompletionListener$NextListener"), "proceed");
    template = ApiMethod.of(match, "getMatchedTemplate");
    attachment = with(exchange, "getAttachment", key);
    attach = key == null
        ? ApiMethod.of(null, "putAttachment")
        : ApiMethod.of(exchange, "putAttachment", key, Object.class);
    templateKey = constant(match, "ATTACHMENT_KEY");
    exceptionKey = constant(sibling(exchange, "server.DefaultResponseListener"), "EXCEPTION");
    ownKey = newKey(key);
  }

  static UndertowApi of(Object exchange) {
    return BY_EXCHANGE.get(exchange.getClass());
  }

  /** Whether a request can be kept and told of its completion. */
  boolean isKnown() {
    return addListener.exists()
        && proceed.exists()
        && attach.exists()
        && attachment.exists()
        && ownKey != null;
  }

  Class<?> listenerType() {
    if (listener == null) {
      throw new IllegalStateException("no ExchangeCompletionListener");
    }
    return listener;
  }

  @Nullable
  Object attachment(Object exchange, @Nullable Object key) throws Throwable {
    return key == null ? null : attachment.call(exchange, key);
  }

  void attach(Object exchange, Object value) throws Throwable {
    if (ownKey != null) {
      attach.call(exchange, ownKey, value);
    }
  }

  private static ApiMethod with(Class<?> owner, String name, @Nullable Class<?> parameter) {
    return parameter == null ? ApiMethod.of(null, name) : ApiMethod.of(owner, name, parameter);
  }

  private static @Nullable Class<?> sibling(Class<?> exchange, String name) {
    try {
      return Class.forName("io.undertow." + name, false, exchange.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Object constant(@Nullable Class<?> owner, String name) {
    try {
      return owner == null ? null : owner.getField(name).get(null);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Object newKey(@Nullable Class<?> key) {
    try {
      return key == null ? null : key.getMethod("create", Class.class).invoke(null, Object.class);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return null;
    }
  }
}
