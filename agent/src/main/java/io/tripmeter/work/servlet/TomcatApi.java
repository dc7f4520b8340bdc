package io.tripmeter.work.servlet;

import io.tripmeter.reflect.ApiMethod;

/** Tomcat's own request and response, as one class loader has them. */
final class TomcatApi {
  private static final ClassValue<TomcatApi> BY_REQUEST = new ClassValue<TomcatApi>() {
    @Override
    protected TomcatApi computeValue(Class<?> request) {
      return new TomcatApi(request);
    }
  };

  final ApiMethod context;
  final ApiMethod response;
  final ApiMethod isError;
  final ApiMethod isAsync;
  final ApiMethod note;
  final ApiMethod setNote;

  private TomcatApi(Class<?> request) {
    context = ApiMethod.of(request, "getContext");
    response = ApiMethod.of(request, "getResponse");
    isError = ApiMethod.of(response.resultType(), "isError");
    isAsync = ApiMethod.of(request, "isAsync");
    note = ApiMethod.of(request, "getNote", String.class);
    setNote = ApiMethod.of(request, "setNote", String.class, Object.class);
  }

  static TomcatApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  /** Whether an asynchronous request can be kept until it is over. */
  boolean isKnown() {
    return context.exists() && isAsync.exists() && note.exists() && setNote.exists();
  }
}
