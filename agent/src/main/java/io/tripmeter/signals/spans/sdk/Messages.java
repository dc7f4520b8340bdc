package io.tripmeter.signals.spans.sdk;

import io.opentelemetry.api.trace.Span;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.work.WorkKind;

/** What a message's span says of it, by the semantic conventions for messaging (1.44, in development). */
final class Messages {
  private Messages() {}

  /** At its end, when the name is known. */
  static void describe(Span span, UnitOfWork unit) {
    String system = ((WorkKind) unit.kind()).messagingSystem();
    if (system == null) {
      return;
    }
    span.setAttribute("messaging.system", system);
    span.setAttribute("messaging.operation.type", "process");
    String name = unit.name();
    if (name != null && ((WorkKind) unit.namedBy()).isNamedByDestination()) {
      span.setAttribute("messaging.destination.name", name);
    }
  }
}
