package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.semconv.RpcAttributes;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.RequestKind;

/** What the semantic conventions for RPC, as they are since 1.39, say of a call of gRPC. Its unit's name is certain from its begin. */
final class RpcSpans {
  private RpcSpans() {}

  static String name(UnitOfWork call) {
    String method = call.name();
    return method == null ? RpcAttributes.RpcSystemNameValues.GRPC : method;
  }

  static SpanBuilder ask(SpanBuilder builder, UnitOfWork call) {
    builder.setAttribute(RpcAttributes.RPC_SYSTEM_NAME, RpcAttributes.RpcSystemNameValues.GRPC);
    String method = call.name();
    return method == null ? builder : builder.setAttribute(RpcAttributes.RPC_METHOD, method);
  }

  static void answer(Span span, RequestKind kind, int status) {
    span.setAttribute(RpcAttributes.RPC_STATUS_CODE, kind.statusText(status));
  }
}
