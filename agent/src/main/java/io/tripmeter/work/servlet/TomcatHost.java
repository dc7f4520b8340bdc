package io.tripmeter.work.servlet;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.OngoingWork;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Tomcat, read in 8.5, 9.0, 10.1 and 11.0: the valve around all that an application has for a request, and so around its
 * authentication, its sessions, its servlets and the error page that Tomcat renders when they are done. Its own request is a servlet
 * request. An asynchronous one passes the valve again on each dispatch, and is over when it is recycled.
 */
public final class TomcatHost extends Servlets {
  private static final String NOTE = "io.tripmeter.request";
  private static final String TYPES =
      "(Lorg/apache/catalina/connector/Request;Lorg/apache/catalina/connector/Response;)V";

  @Override
  public List<Weaving> weavings(int index) {
    return Arrays.asList(
        Weaving.into("org.apache.catalina.core.StandardHostValve")
            .advise(BoundAdvice.of("WorkAdvice.answered").with("work", index), "invoke" + TYPES),
        Weaving.into("org.apache.catalina.connector.Request")
            .advise(BoundAdvice.of("WorkAdvice.complete").with("work", index), "recycle()"));
  }

  /** Without an application there is nothing but Tomcat's 404. */
  @Override
  public boolean counts(Object request) throws Throwable {
    TomcatApi api = TomcatApi.of(request);
    return api.isKnown() && api.context.call(request) != null;
  }

  /** What a servlet has thrown is not thrown here, but noted for the error page. */
  @Override
  public @Nullable Throwable failure(Object request, @Nullable Throwable thrown) throws Throwable {
    TomcatApi api = TomcatApi.of(request);
    Object response = api.response.call(request);
    if (thrown != null || response == null || !api.isError.isTrue(response)) {
      return thrown;
    }
    ServletApi servlet = ServletApi.of(request);
    return (Throwable) servlet.attribute.call(request, servlet.errorException);
  }

  @Override
  public boolean goesOn(Object request) throws Throwable {
    return TomcatApi.of(request).isAsync.isTrue(request);
  }

  @Override
  public boolean keep(Object request, OngoingWork work) throws Throwable {
    TomcatApi.of(request).setNote.call(request, NOTE, work);
    return true;
  }

  @Override
  public @Nullable OngoingWork kept(Object request) throws Throwable {
    return (OngoingWork) TomcatApi.of(request).note.call(request, NOTE);
  }
}
