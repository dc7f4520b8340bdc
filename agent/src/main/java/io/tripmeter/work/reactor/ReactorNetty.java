package io.tripmeter.work.reactor;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.HttpServer;
import io.tripmeter.work.OngoingWork;
import io.tripmeter.work.UriPath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests of Reactor Netty's server, HTTP/1.1 and HTTP/2, as read in 1.0 to 1.3. Its HttpServerOperations is one request: it is given what
 * the connection reads for it, the request first, and is terminated when the last of the response is written or the connection is closed.
 * A pipelined request has none before it is its turn.
 */
public final class ReactorNetty extends HttpServer {
  /** Without a server Reactor's tasks are not looked at. */
  private volatile boolean serves;

  @Override
  public List<Weaving> weavings(int index) {
    BoundAdvice complete = BoundAdvice.of("WorkAdvice.complete").with("work", index);
    return Arrays.asList(
        // A WebSocket has its own object from then on, and may last for days.
        Weaving.into(ReactorApi.OPERATIONS)
            .requires("onInboundNext(")
            .advise(BoundAdvice.of("WorkAdvice.self").with("work", index), "onInboundNext(")
            .advise(complete, "withWebsocketSupport("),
        Weaving.into("reactor.netty.channel.ChannelOperations").advise(complete, "terminate()"),
        Weaving.into("reactor.core.scheduler.Schedulers")
            .advise(
                BoundAdvice.of("WorkAdvice.task").with("work", index),
                "onSchedule(Ljava/lang/Runnable;)"));
  }

  /** Content that comes after the answer is no request. */
  @Override
  public boolean counts(Object operations) throws Throwable {
    ReactorApi api = ReactorApi.of(operations);
    return api.isRequest && !api.isOver.isTrue(operations);
  }

  @Override
  public String operation(Object operations) throws Throwable {
    return ReactorApi.of(operations).method.text(operations);
  }

  @Override
  public String scheme(Object operations) throws Throwable {
    return ReactorApi.of(operations).scheme.text(operations);
  }

  @Override
  public @Nullable String path(Object operations) throws Throwable {
    return UriPath.of(ReactorApi.of(operations).uri.text(operations));
  }

  @Override
  public @Nullable String header(Object operations, String name) throws Throwable {
    ReactorApi api = ReactorApi.of(operations);
    Object headers = api.requestHeaders.call(operations);
    return headers == null ? null : (String) api.header.call(headers, name);
  }

  /** One handler has them all, if no framework tells. */
  @Override
  public String name(Object operations) {
    return "/*";
  }

  /** 0 if the connection was closed without an answer. */
  @Override
  public int status(Object operations, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    ReactorApi api = ReactorApi.of(operations);
    Object status = api.isAnswered.isTrue(operations) ? api.status.call(operations) : null;
    Object code = status == null ? null : api.code.call(status);
    return code instanceof Integer ? (Integer) code : 0;
  }

  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  @Override
  public boolean keep(Object operations, OngoingWork work) throws Throwable {
    serves = true;
    ReactorApi.of(operations).keep(operations, work);
    return true;
  }

  @Override
  public @Nullable OngoingWork kept(Object operations) throws Throwable {
    ReactorApi api = ReactorApi.of(operations);
    return api.isRequest ? api.kept(operations) : null;
  }

  @Override
  public void forget(Object operations) throws Throwable {
    ReactorApi.of(operations).forget(operations);
  }

  /** A task of an operator's leads along its subscribers to the request that subscribed, on whatever thread its signal has come. */
  @Override
  public @Nullable OngoingWork workOf(Object task) throws Throwable {
    Object end = serves ? Subscribers.last(task) : null;
    return end == null ? null : kept(end);
  }
}
