package io.tripmeter.signals.spans.joined;

import io.tripmeter.config.Settings;
import io.tripmeter.signals.spans.CostAttributes;
import io.tripmeter.signals.spans.SpanSource;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.spans.StatementNames;
import io.tripmeter.weave.Weaving;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spans that another tracer in this process makes. Nothing is loaded for them before {@link #start}. */
public final class ExistingSpans implements SpanSource {
  /** Put together at run time: as a constant, the build would relocate it like the class it names. */
  private static final String SDK_SPAN = "io.".concat("opentelemetry.sdk.trace.SdkSpan");

  private final StatementNames names;
  private final Settings settings;

  public ExistingSpans(StatementNames names, Settings settings) {
    this.names = names;
    this.settings = settings;
  }

  /** The classes of spans that record. OpenTelemetry's has the same name in its agent and in an application. */
  public static List<Weaving> weavings() {
    return Arrays.asList(
        Weaving.into(SDK_SPAN)
            .advise("SpanAdvice.start", "startSpan(")
            .advise("SpanAdvice.end", "end()", "end(J"),
        Weaving.into("datadog.trace.agent.core.DDSpan")
            .advise("SpanAdvice.start", "create(")
            .advise(
                "SpanAdvice.end",
                "finish()",
                "finish(J",
                "finishWithDuration(J",
                "finishWithEndToEnd()",
                "phasedFinish()"),
        Weaving.into("co.elastic.apm.agent.impl.transaction.TransactionImpl")
            .advise("SpanAdvice.begin", "onTransactionStart(J"),
        Weaving.into("co.elastic.apm.agent.impl.transaction.AbstractSpanImpl")
            .advise("SpanAdvice.end", "end(J"));
  }

  @Override
  public @Nullable String reasonForNone() {
    return null;
  }

  @Override
  public Spans start() {
    JoinedSpans spans = new JoinedSpans(new CostAttributes(names, settings));
    spans.start();
    return spans;
  }
}
