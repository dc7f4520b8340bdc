package io.tripmeter.work.jaxrs;

import io.tripmeter.boot.WeakIdentities;
import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.RouteKind;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RESTEasy, read in 3.0.26, 3.15.6, 4.7.9, 6.2.12 and 7.0.3; Quarkus REST is another library. The invoker of the method that has matched knows
 * its template. Below a sub-resource locator it does not know the locator's, whose own invoker calls it.
 */
public final class RestEasy extends RouteKind {
  private static final String INVOKER = "org.jboss.resteasy.core.ResourceMethodInvoker";
  private static final String REQUEST =
      "(Lorg/jboss/resteasy/spi/HttpRequest;Lorg/jboss/resteasy/spi/HttpResponse;Ljava/lang/Object;)";

  /** Templates of the locators that a request has passed. */
  private final WeakIdentities<TemplatePath> located = new WeakIdentities<>();

  /** Most applications have no locators. */
  private volatile boolean hasLocators;

  @Override
  public List<Weaving> weavings(int index) {
    return Arrays.asList(
        Weaving.into(INVOKER)
            .advise(
                BoundAdvice.of("WorkAdvice.firstBySelf").with("work", index), "invoke" + REQUEST),
        Weaving.into("org.jboss.resteasy.core.ResourceLocatorInvoker")
            .advise(
                BoundAdvice.of("WorkAdvice.told").with("work", index).with("event", 0),
                "invokeOnTargetObject" + REQUEST));
  }

  /** A locator has found the object that is to go on with this request. */
  @Override
  public void told(int event, Object locator, @Nullable Object request) throws Throwable {
    if (request != null) {
      hasLocators = true;
      locatorsOf(request).add(template(locator));
    }
  }

  private TemplatePath locatorsOf(Object request) {
    TemplatePath known = located.get(request);
    if (known != null) {
      return known;
    }
    TemplatePath none = new TemplatePath("");
    TemplatePath others = located.putIfAbsent(request, none);
    return others == null ? none : others;
  }

  @Override
  public @Nullable String name(Object request) throws Throwable {
    return name(request, null);
  }

  /** Inside of a forward to another resource, the attribute is that one's. */
  @Override
  public @Nullable String name(Object request, @Nullable String around) throws Throwable {
    return name(request, around, RestEasyApi.of(request).attribute.call(request, INVOKER));
  }

  /** The base that the application is mapped to, and the templates that matched below it; null if the base may be the client's. */
  @Override
  public @Nullable String name(Object request, @Nullable String around, @Nullable Object method)
      throws Throwable {
    RestEasyApi api = RestEasyApi.of(request);
    Object uri = api.uri.call(request);
    Object uriOfBase = uri == null ? null : Getters.get(uri, "getBaseUri");
    String base = uriOfBase instanceof URI ? ((URI) uriOfBase).getRawPath() : null;
    if (method == null || base == null || !Jersey.isFixed(base, around)) {
      return null;
    }
    TemplatePath path = new TemplatePath(base);
    TemplatePath locators = hasLocators ? located.get(request) : null;
    if (locators != null) {
      path.addAll(locators);
    }
    path.add(template(method));
    return path.toString();
  }

  /** Of the class and the method, or of the method alone where a locator leads to the class; empty if there is none. */
  private static String template(Object invoker) throws Throwable {
    Object method = Getters.field(invoker, "method");
    Object template = method == null ? null : Getters.get(method, "getFullpath");
    return template == null ? "" : template.toString();
  }
}
