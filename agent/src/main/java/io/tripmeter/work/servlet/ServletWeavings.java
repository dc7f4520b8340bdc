package io.tripmeter.work.servlet;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.List;

/** Where servlet requests come in, and where they change threads. */
final class ServletWeavings {
  /** AsyncContext.start(Runnable), as read in Tomcat 9, Jetty 9.4 and 12, and Undertow 2; a name that is not there costs nothing. */
  private static final String[] ASYNC_CONTEXTS = {
    "org.apache.catalina.core.AsyncContextImpl",
    "org.eclipse.jetty.server.AsyncContextState",
    "org.eclipse.jetty.ee8.nested.AsyncContextState",
    "org.eclipse.jetty.ee9.nested.AsyncContextState",
    "org.eclipse.jetty.ee10.servlet.AsyncContextState",
    "org.eclipse.jetty.ee11.servlet.AsyncContextState",
    "io.undertow.servlet.spec.AsyncContextImpl"
  };

  private ServletWeavings() {}

  static List<Weaving> all(int index) {
    BoundAdvice advice = BoundAdvice.of("WorkAdvice.answered").with("work", index);
    List<Weaving> weavings = new ArrayList<>();
    for (String api : new String[] {"jakarta", "javax"}) {
      String types =
          "Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;".replace("javax", api);
      String service = "(" + types + ")V";
      String doFilter = "(" + types + "L" + api + "/servlet/FilterChain;)V";
      weavings.add(Weaving.intoDeclaring(service).advise(advice, "service" + service));
      weavings.add(Weaving.intoDeclaring(doFilter).advise(advice, "doFilter" + doFilter));
    }
    for (String context : ASYNC_CONTEXTS) {
      weavings.add(Weaving.into(context).advise("WorkAdvice.carry", "start(Ljava/lang/Runnable;)"));
    }
    return weavings;
  }
}
