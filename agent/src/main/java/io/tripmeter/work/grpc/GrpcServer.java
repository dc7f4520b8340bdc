package io.tripmeter.work.grpc;

import io.tripmeter.weave.BoundAdvice;
import io.tripmeter.weave.Weaving;
import io.tripmeter.work.OngoingWork;
import io.tripmeter.work.RequestKind;
import io.tripmeter.work.WorkKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of gRPC's servers over any transport, read in 1.30.2 and 1.76.0. A call begins where its handler is started, and goes on in each
 * callback of its listener, one at a time but on any thread; it ends when the listener is told so, after what the callbacks do then. A handler
 * that the JVM shows no agent (a lambda) begins with its first callback.
 */
public final class GrpcServer extends RequestKind {
  /** The code of gRPC's status UNKNOWN. */
  static final int UNKNOWN = 2;

  private static final String[] CODES = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED"
  };

  /** UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS. */
  private static final int SERVERS_FAULTS =
      1 << UNKNOWN | 1 << 4 | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 15;

  private static final int BEGUN = 0;
  private static final int ANSWERED = 1;
  private static final int ENDED = 2;

  private final OpenCalls calls = new OpenCalls();

  @Override
  public List<Weaving> weavings(int index) {
    BoundAdvice begun =
        BoundAdvice.of("WorkAdvice.firstWith").with("work", index).with("event", BEGUN);
    BoundAdvice listens =
        BoundAdvice.of("WorkAdvice.listener").with("work", index).using("call");
    BoundAdvice ended = BoundAdvice.of("WorkAdvice.listenerTold")
        .with("work", index)
        .with("event", ENDED)
        .using("call");
    String startCall = "startCall(Lio/grpc/ServerCall;Lio/grpc/Metadata;)";
    return Arrays.asList(
        Weaving.into("io.grpc.ServerInterceptors$InterceptCallHandler").advise(begun, startCall),
        Weaving.into("io.grpc.stub.ServerCalls$UnaryServerCallHandler").advise(begun, startCall),
        Weaving.into("io.grpc.stub.ServerCalls$StreamingServerCallHandler")
            .advise(begun, startCall),
        Weaving.into("io.grpc.internal.ServerCallImpl$ServerStreamListenerImpl")
            .requires("closed(Lio/grpc/Status;)")
            .advise(listens, "messagesAvailable(", "halfClosed()", "onReady()")
            .advise(listens, "closed(Lio/grpc/Status;)")
            .advise(ended, "closed(Lio/grpc/Status;)"),
        Weaving.into("io.grpc.internal.ServerCallImpl")
            .advise(
                BoundAdvice.of("WorkAdvice.told").with("work", index).with("event", ANSWERED),
                "close(Lio/grpc/Status;Lio/grpc/Metadata;)"));
  }

  @Override
  public void told(int event, Object call, @Nullable Object what) throws Throwable {
    GrpcApi api = GrpcApi.of(call);
    if (!api.isServerCall) {
      return;
    }
    if (event == ENDED) {
      ended(call, api.codeOf(what));
      return;
    }
    OpenCall open = calls.open(call);
    if (event == ANSWERED) {
      // gRPC refuses a second answer; the client gets the first.
      open.answered = open.answered < 0 ? api.codeOf(what) : open.answered;
    } else if (open.work == null) {
      open.headers = what;
    }
  }

  /** @param code of the transport: OK if the client has got the application's answer, whatever that was */
  private void ended(Object call, int code) {
    OpenCall open = calls.remove(call);
    if (open == null) {
      return;
    }
    OngoingWork work = open.work;
    if (work != null) {
      int answer = open.answered < 0 ? UNKNOWN : open.answered;
      work.complete(call, code == 0 ? answer : code);
    }
  }

  @Override
  public boolean counts(Object call) {
    return GrpcApi.of(call).isServerCall;
  }

  /** In a server of HTTP, as gRPC's servlet is, its name is the better one. */
  @Override
  public Nesting inside(WorkKind outer) {
    return outer instanceof GrpcServer ? Nesting.PART : Nesting.UNIT;
  }

  @Override
  public @Nullable String name(Object call) throws Throwable {
    return GrpcApi.of(call).methodOf(call);
  }

  @Override
  public @Nullable String nameAtBegin(Object call) throws Throwable {
    return name(call);
  }

  @Override
  public @Nullable String header(Object call, String name) throws Throwable {
    OpenCall open = calls.get(call);
    Object headers = open == null ? null : open.headers;
    return headers == null ? null : GrpcApi.of(call).headerOf(headers, name);
  }

  @Override
  public int status(Object call, @Nullable Object response, @Nullable Throwable thrown)
      throws Throwable {
    if (response instanceof Integer) {
      return (Integer) response;
    }
    return thrown == null ? UNKNOWN : GrpcApi.of(call).codeOf(thrown);
  }

  @Override
  public String statusText(int code) {
    return code >= 0 && code < CODES.length ? CODES[code] : Integer.toString(code);
  }

  /** By the semantic conventions. */
  @Override
  public boolean isFault(int code) {
    return code >= 0 && code < CODES.length && (SERVERS_FAULTS & (1 << code)) != 0;
  }

  @Override
  public boolean isKeptFromBegin() {
    return true;
  }

  /** A call that cannot begin has no listener that would be told of its end. */
  @Override
  public boolean goesOn(Object call, @Nullable Throwable thrown) {
    OpenCall open = counts(call) ? calls.get(call) : null;
    if (open == null) {
      return false;
    }
    open.headers = null;
    if (thrown != null && !open.isListening) {
      calls.remove(call);
      return false;
    }
    return true;
  }

  @Override
  public boolean keep(Object call, OngoingWork work) {
    work.forgetSubject();
    calls.open(call).work = work;
    return true;
  }

  @Override
  public @Nullable OngoingWork kept(Object call) {
    OpenCall open = counts(call) ? calls.get(call) : null;
    if (open == null || open.work == null) {
      return null;
    }
    open.isListening = true;
    return open.work;
  }
}
