package io.tripmeter.signals.spans.joined;

import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.SpanSource;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.spans.StatementNames;
import io.tripmeter.weave.Weaving;
import org.jspecify.annotations.Nullable;

/** The spans that another OpenTelemetry in this process makes. Nothing is loaded for them before {@link #start}. */
public final class ExistingSpans implements SpanSource {
  /** Put together at run time: as a constant, the build would relocate it like the class it names. */
  private static final String SDK_SPAN = "io.".concat("opentelemetry.sdk.trace.SdkSpan");

  private final StatementNames names;
  private final int budget;

  /** @param budget round trips a request may cost; 0 for any number */
  public ExistingSpans(StatementNames names, int budget) {
    this.names = names;
    this.budget = budget;
  }

  /** The class of spans that record: it has the same name in OpenTelemetry's agent and in an application. */
  public static Weaving weaving() {
    return Weaving.into(SDK_SPAN)
        .advise("SpanAdvice.start", "startSpan(")
        .advise("SpanAdvice.end", "end()", "end(J");
  }

  @Override
  public @Nullable String reasonForNone() {
    return null;
  }

  @Override
  public Spans start() {
    JoinedSpans spans = new JoinedSpans(new CostAttributes(names, budget));
    spans.start();
    return spans;
  }
}
