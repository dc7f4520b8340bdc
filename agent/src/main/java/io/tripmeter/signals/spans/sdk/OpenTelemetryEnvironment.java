package io.tripmeter.signals.spans.sdk;

import io.tripmeter.log.Log;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of OpenTelemetry's variables and system properties before its SDK is started: whether spans are wanted at all, and
 * whether by means that Tripmeter ships. A system property beats the variable, as in the SDK's autoconfiguration 1.67.
 */
final class OpenTelemetryEnvironment {
  static final String HTTP_PROTOBUF = "http/protobuf";

  private static final String EXPORTER = "otel.traces.exporter";
  private static final String PROPAGATORS = "otel.propagators";
  private static final List<String> KNOWN_PROPAGATORS =
      Arrays.asList("tracecontext", "b3", "b3multi", "jaeger", "ottrace");

  private final UnaryOperator<@Nullable String> property;
  private final UnaryOperator<@Nullable String> variable;

  OpenTelemetryEnvironment(
      UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> variable) {
    this.property = property;
    this.variable = variable;
  }

  static OpenTelemetryEnvironment ofProcess() {
    return new OpenTelemetryEnvironment(System::getProperty, System::getenv);
  }

  /** Why it allows no spans; null if it does. */
  @Nullable
  String reasonForNone() {
    if ("true".equalsIgnoreCase(value("otel.sdk.disabled"))) {
      return "OTEL_SDK_DISABLED is true";
    }
    List<String> exporters = list(EXPORTER, "otlp");
    if (!exporters.contains("otlp")) {
      return "OTEL_TRACES_EXPORTER is " + String.join(",", exporters)
          + ", Tripmeter exports otlp only";
    }
    String protocol = value("otel.exporter.otlp.traces.protocol");
    protocol = protocol == null ? value("otel.exporter.otlp.protocol") : protocol;
    return protocol == null || protocol.equals(HTTP_PROTOBUF)
        ? null
        : "OTEL_EXPORTER_OTLP_PROTOCOL is " + protocol + ", Tripmeter sends " + HTTP_PROTOBUF
            + " only";
  }

  /** What the SDK is to be given in place of what it would not know. Baggage is left out: no span of Tripmeter's has any use for it. */
  Map<String, String> exporterAndPropagators() {
    Map<String, String> known = new HashMap<>();
    known.put(EXPORTER, "otlp");
    leftOut(EXPORTER, list(EXPORTER, "otlp"), Arrays.asList("otlp"));
    List<String> wanted = list(PROPAGATORS, "tracecontext");
    List<String> propagators = new ArrayList<>(wanted);
    propagators.retainAll(KNOWN_PROPAGATORS);
    known.put(PROPAGATORS, propagators.isEmpty() ? "none" : String.join(",", propagators));
    leftOut(PROPAGATORS, wanted, KNOWN_PROPAGATORS);
    return known;
  }

  private static void leftOut(String name, List<String> wanted, List<String> known) {
    List<String> unknown = new ArrayList<>(wanted);
    unknown.removeAll(known);
    unknown.removeAll(Arrays.asList("none", "baggage"));
    if (!unknown.isEmpty()) {
      Log.warn("OpenTelemetry's setting names what Tripmeter does not have, it is left out")
          .field("setting", name)
          .field("left_out", String.join(",", unknown))
          .field("known", String.join(",", known))
          .write();
    }
  }

  private List<String> list(String name, String otherwise) {
    String text = value(name);
    return Arrays.asList((text == null ? otherwise : text).trim().split("\\s*,\\s*"));
  }

  private @Nullable String value(String name) {
    String given = property.apply(name);
    if (given == null) {
      given = variable.apply(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
    return given == null || given.trim().isEmpty() ? null : given.trim();
  }
}
