package io.tripmeter.config;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Defaults taken from outside Tripmeter's own keys: OpenTelemetry's settings and the command line. */
final class Fallbacks {
  private final ConfigSources sources;

  Fallbacks(ConfigSources sources) {
    this.sources = sources;
  }

  /** As the OTLP exporter specification requires: the traces endpoint is used as is, the general one gets a path appended. */
  @Nullable
  Setting otlpEndpoint() {
    GivenValue traces = openTelemetrySetting("otel.exporter.otlp.traces.endpoint");
    if (traces != null && HttpUrlType.isHttp(traces.text)) {
      return Setting.fromOtherTool(traces.text, traces.source);
    }
    GivenValue general = openTelemetrySetting("otel.exporter.otlp.endpoint");
    if (general != null && HttpUrlType.isHttp(general.text)) {
      return Setting.fromOtherTool(HttpUrlType.withTracesPath(general.text), general.source);
    }
    return null;
  }

  /** As in OpenTelemetry, the system property takes precedence over the environment variable. */
  private @Nullable GivenValue openTelemetrySetting(String name) {
    String property = sources.systemProperty(name);
    if (property != null && !property.trim().isEmpty()) {
      return new GivenValue(name, property.trim(), "system property " + name);
    }
    String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
    String value = sources.variable(variable);
    return value == null ? null : new GivenValue(name, value, "environment " + variable);
  }

  /** As the specification requires, OTEL_SERVICE_NAME takes precedence over service.name in OTEL_RESOURCE_ATTRIBUTES, whose values are percent-encoded. */
  private @Nullable GivenValue openTelemetryServiceName() {
    GivenValue name = openTelemetrySetting("otel.service.name");
    GivenValue attributes = name == null ? openTelemetrySetting("otel.resource.attributes") : null;
    if (attributes == null) {
      return name;
    }
    for (String attribute : attributes.text.split(",")) {
      int equals = attribute.indexOf('=');
      if (equals > 0 && attribute.substring(0, equals).trim().equals("service.name")) {
        String value = decoded(attribute.substring(equals + 1).trim());
        return value.isEmpty() ? null : new GivenValue("service.name", value, attributes.source);
      }
    }
    return null;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException asItIs) {
      return text;
    }
  }

  Setting serviceName() {
    GivenValue name = openTelemetryServiceName();
    if (name != null) {
      return Setting.fromOtherTool(name.text, name.source);
    }
    String command = sources.systemProperty("sun.java.command");
    String derived = command == null ? "" : nameOf(command.trim());
    return derived.isEmpty()
        ? Setting.derived("java", "default")
        : Setting.derived(derived, "main class or jar");
  }

  /** The jar's file name without version, or the main class's simple name, of a {@code Main} the whole name. */
  private static String nameOf(String command) {
    int jar = command.indexOf(".jar");
    int space = command.indexOf(' ');
    // The path of a jar may contain spaces, and the arguments of a main class may contain ".jar".
    // With -jar, the text before ".jar" has a file separator or no space.
    if (jar > 0
        && endsWord(command, jar + 4)
        && (space < 0 || jar < space || hasFileSeparator(command, space))) {
      return withoutVersion(afterLast(command.substring(0, jar), "/\\"));
    }
    String mainClass = space < 0 ? command : command.substring(0, space);
    String simple = afterLast(mainClass, "./$");
    // Which of them it is tells only its package.
    return simple.equals("Main") ? afterLast(mainClass, "/") : simple;
  }

  private static boolean endsWord(String command, int end) {
    return end == command.length() || command.charAt(end) == ' ';
  }

  private static boolean hasFileSeparator(String command, int end) {
    String first = command.substring(0, end);
    return first.startsWith("/")
        || first.startsWith("./")
        || first.startsWith("../")
        || first.indexOf('\\') >= 0;
  }

  private static String afterLast(String text, String separators) {
    int start = text.length();
    while (start > 0 && separators.indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    return text.substring(start);
  }

  /** Cuts the name at the first dash that a digit follows: orders-1.4.2-SNAPSHOT becomes orders. */
  private static String withoutVersion(String name) {
    for (int i = 1; i < name.length() - 1; i++) {
      if (name.charAt(i) == '-' && Character.isDigit(name.charAt(i + 1))) {
        return name.substring(0, i);
      }
    }
    return name;
  }
}
