package io.tripmeter.work.servlet;

import io.tripmeter.reflect.ApiMethod;
import org.jspecify.annotations.Nullable;

/** What is read of servlet requests and responses, for one copy of the API: javax or jakarta, the container's or an application's. */
final class ServletApi {
  private static final ClassValue<ServletApi> BY_INTERFACE = new ClassValue<ServletApi>() {
    @Override
    protected ServletApi computeValue(Class<?> httpServletRequest) {
      return new ServletApi(httpServletRequest);
    }
  };
  private static final ClassValue<ServletApi> BY_REQUEST = new ClassValue<ServletApi>() {
    @Override
    protected ServletApi computeValue(Class<?> requestClass) {
      Class<?> found = httpServletRequest(requestClass);
      return found == null ? new ServletApi(null) : BY_INTERFACE.get(found);
    }
  };

  final boolean isHttp;
  final ApiMethod method;
  final ApiMethod scheme;
  final ApiMethod requestUri;
  final ApiMethod header;
  final ApiMethod attribute;
  final ApiMethod setAttribute;
  final ApiMethod dispatcherType;
  final ApiMethod contextPath;
  final ApiMethod servletPath;
  final ApiMethod pathInfo;
  final ApiMethod mapping;
  final ApiMethod pattern;
  final ApiMethod match;
  final ApiMethod servletContext;
  final ApiMethod ownContextPath;
  final ApiMethod registrations;
  final ApiMethod mappings;
  final ApiMethod isAsyncStarted;
  final ApiMethod asyncContext;
  final ApiMethod addListener;
  final ApiMethod eventThrowable;
  final ApiMethod eventContext;
  final ApiMethod status;

  /** The attribute AsyncContext.ASYNC_MAPPING: the mapping that the request had before it was dispatched. Since Servlet 4.0. */
  final String firstMapping;

  /** The attribute RequestDispatcher.ERROR_EXCEPTION: what a servlet has thrown. */
  final String errorException;

  final @Nullable Class<?> listener;
  private final @Nullable Class<?> response;

  private ServletApi(@Nullable Class<?> request) {
    isHttp = request != null;
    boolean isJakarta = request != null && request.getName().startsWith("jakarta.");
    String attributes = (isJakarta ? "jakarta" : "javax") + ".servlet.";
    firstMapping = attributes + "async.mapping";
    errorException = attributes + "error.exception";
    method = ApiMethod.of(request, "getMethod");
    scheme = ApiMethod.of(request, "getScheme");
    requestUri = ApiMethod.of(request, "getRequestURI");
    header = ApiMethod.of(request, "getHeader", String.class);
    attribute = ApiMethod.of(request, "getAttribute", String.class);
    setAttribute = ApiMethod.of(request, "setAttribute", String.class, Object.class);
    dispatcherType = ApiMethod.of(request, "getDispatcherType");
    contextPath = ApiMethod.of(request, "getContextPath");
    servletPath = ApiMethod.of(request, "getServletPath");
    pathInfo = ApiMethod.of(request, "getPathInfo");
    mapping = ApiMethod.of(request, "getHttpServletMapping");
    pattern = ApiMethod.of(sibling(request, "http.HttpServletMapping"), "getPattern");
    match = ApiMethod.of(sibling(request, "http.HttpServletMapping"), "getMappingMatch");
    servletContext = ApiMethod.of(request, "getServletContext");
    ownContextPath = ApiMethod.of(sibling(request, "ServletContext"), "getContextPath");
    registrations = ApiMethod.of(sibling(request, "ServletContext"), "getServletRegistrations");
    mappings = ApiMethod.of(sibling(request, "ServletRegistration"), "getMappings");
    isAsyncStarted = ApiMethod.of(request, "isAsyncStarted");
    asyncContext = ApiMethod.of(request, "getAsyncContext");
    listener = sibling(request, "AsyncListener");
    Class<?> context = listener == null ? null : sibling(request, "AsyncContext");
    addListener = listener == null
        ? ApiMethod.of(null, "addListener")
        : ApiMethod.of(context, "addListener", listener);
    eventThrowable = ApiMethod.of(sibling(request, "AsyncEvent"), "getThrowable");
    eventContext = ApiMethod.of(sibling(request, "AsyncEvent"), "getAsyncContext");
    response = sibling(request, "http.HttpServletResponse");
    status = ApiMethod.of(response, "getStatus");
  }

  static ServletApi of(Object request) {
    return BY_REQUEST.get(request.getClass());
  }

  boolean isResponse(@Nullable Object object) {
    return response != null && response.isInstance(object);
  }

  /** Another type of the same copy of the API, null if this version does not have it. */
  private static @Nullable Class<?> sibling(@Nullable Class<?> request, String name) {
    if (request == null) {
      return null;
    }
    String root = request.getName().substring(0, request.getName().indexOf("http."));
    try {
      return Class.forName(root + name, false, request.getClassLoader());
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static @Nullable Class<?> httpServletRequest(Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      for (Class<?> candidate : level.getInterfaces()) {
        Class<?> found =
            isHttpServletRequest(candidate) ? candidate : httpServletRequest(candidate);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static boolean isHttpServletRequest(Class<?> type) {
    return type.getName().equals("jakarta.servlet.http.HttpServletRequest")
        || type.getName().equals("javax.servlet.http.HttpServletRequest");
  }
}
