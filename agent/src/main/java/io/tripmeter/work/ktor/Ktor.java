package io.tripmeter.work.ktor;

import io.tripmeter.boot.WeakIdentities;
import io.tripmeter.reflect.Getters;
import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import io.tripmeter.work.UriPath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Ktor's own engines, Netty and CIO, read in 2.3.13 and 3.2.3. The coroutine of a request begins with the engine's pipeline, and what
 * it makes from then on is the request's on every thread that resumes it; the engine ends the request when all of the pipeline is done. On
 * Jetty and Tomcat a request is a servlet's.
 */
public final class Ktor extends HttpServer {
  private static final String NETTY = "io.ktor.server.netty.";
  private static final String CIO = "io.ktor.server.cio.";

  /** The work of requests that have begun. It refers to none of them. A call's own attributes are no place for it: one thread writes them. */
  private final WeakIdentities<OngoingWork> ongoing = new WeakIdentities<>();

  @Override
  public List<Weaving> weavings(int index) {
    BoundAdvice complete = BoundAdvice.of("WorkAdvice.complete").with("work", index);
    return Arrays.asList(
        Weaving.into("io.ktor.util.pipeline.Pipeline")
            .advise(
                BoundAdvice.of("WorkAdvice.first").with("work", index),
                "execute(Ljava/lang/Object;Ljava/lang/Object;Lkotlin/coroutines/Continuation;)"),
        Weaving.into(NETTY + "NettyApplicationCall").advise(complete, "finishComplete()"),
        Weaving.into(CIO + "CIOApplicationCall").advise(complete, "release$ktor_server_cio()"),
        // A WebSocket may last for days.
        Weaving.into(NETTY + "http1.NettyHttp1ApplicationResponse")
            .advise(complete, "respondUpgrade("),
        Weaving.into(CIO + "CIOApplicationResponse").advise(complete, "respondUpgrade("));
  }

  /** A pipeline may have anything else as its context, such as a call that the router has made of the engine's. */
  @Override
  public boolean counts(@Nullable Object call) {
    return isOwn(call, "ApplicationCall");
  }

  private static boolean isOwn(@Nullable Object subject, String suffix) {
    String name = subject == null ? "" : subject.getClass().getName();
    return name.endsWith(suffix) && (name.startsWith(NETTY) || name.startsWith(CIO));
  }

  @Override
  public String operation(Object call) throws Throwable {
    Object method = ofConnection(call, "getMethod");
    Object text = method == null ? null : Getters.get(method, "getValue");
    return text == null ? "" : text.toString();
  }

  @Override
  public String scheme(Object call) throws Throwable {
    Object scheme = ofConnection(call, "getScheme");
    return scheme == null ? "http" : scheme.toString();
  }

  @Override
  public @Nullable String path(Object call) throws Throwable {
    Object uri = ofConnection(call, "getUri");
    return uri == null ? null : UriPath.of(uri.toString());
  }

  private static @Nullable Object ofConnection(Object call, String getter) throws Throwable {
    Object request = Getters.get(call, "getRequest");
    Object local = request == null ? null : Getters.get(request, "getLocal");
    return local == null ? null : Getters.get(local, getter);
  }

  @Override
  public @Nullable String header(Object call, String name) throws Throwable {
    Object request = Getters.get(call, "getRequest");
    Object headers = request == null ? null : Getters.get(request, "getHeaders");
    return headers == null ? null : (String) KtorHeaders.of(headers).get.call(headers, name);
  }

  /** One pipeline has them all, if no router tells. */
  @Override
  public String name(Object call) {
    return "/*";
  }

  /** 0 if there is no answer. */
  @Override
  public int status(Object call, @Nullable Object unused, @Nullable Throwable thrown)
      throws Throwable {
    Object response = Getters.get(call, "getResponse");
    Object status = response == null ? null : Getters.get(response, "status");
    Object code = status == null ? null : Getters.get(status, "getValue");
    return code instanceof Integer ? (Integer) code : 0;
  }

  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  @Override
  public boolean keep(Object call, OngoingWork work) {
    work.forgetSubject();
    ongoing.put(call, work);
    return true;
  }

  /** Of a call, or of the response of one. */
  @Override
  public @Nullable OngoingWork kept(Object subject) throws Throwable {
    Object call = callOf(subject);
    return call == null ? null : ongoing.get(call);
  }

  /** It is complete, which its work cannot tell of a call that it does not know. One that has been upgraded begins no second time. */
  @Override
  public void forget(Object subject) throws Throwable {
    Object call = callOf(subject);
    if (call != null) {
      OngoingWork work = call == subject ? ongoing.remove(call) : ongoing.get(call);
      if (work != null) {
        work.complete(call, null);
      }
    }
  }

  private @Nullable Object callOf(Object subject) throws Throwable {
    if (counts(subject)) {
      return subject;
    }
    return isOwn(subject, "ApplicationResponse") ? Getters.get(subject, "getCall") : null;
  }
}
