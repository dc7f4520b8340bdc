package io.tripmeter.config;

import org.jspecify.annotations.Nullable;

/** Values that come from elsewhere than Tripmeter's own keys: OpenTelemetry's environment, the command line. */
final class Fallbacks {
  private final ConfigSources sources;

  Fallbacks(ConfigSources sources) {
    this.sources = sources;
  }

  /** The rules are the OTLP exporter specification's: the traces endpoint as it is, the general one with a path appended. */
  @Nullable
  Setting otlpEndpoint() {
    String traces = sources.variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    if (traces != null && HttpUrlType.isHttp(traces)) {
      return Setting.fromOutside(traces, "environment OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    }
    String general = sources.variable("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (general != null && HttpUrlType.isHttp(general)) {
      return Setting.fromOutside(
          HttpUrlType.withTracesPath(general), "environment OTEL_EXPORTER_OTLP_ENDPOINT");
    }
    return null;
  }

  Setting serviceName() {
    String name = sources.variable("OTEL_SERVICE_NAME");
    if (name != null) {
      return Setting.fromOutside(name, "environment OTEL_SERVICE_NAME");
    }
    String command = sources.systemProperty("sun.java.command");
    String derived = command == null ? "" : nameOf(command.trim());
    return derived.isEmpty()
        ? Setting.derived("java", "default")
        : Setting.derived(derived, "main class or jar");
  }

  /** The jar's file name without version, or the main class's simple name. */
  private static String nameOf(String command) {
    int jar = command.indexOf(".jar");
    int space = command.indexOf(' ');
    // A path may hold spaces, a main class's arguments may name jars: with -jar the text up to
    // ".jar" holds a separator or no space.
    if (jar > 0
        && endsWord(command, jar + 4)
        && (space < 0 || jar < space || hasFileSeparator(command, space))) {
      return withoutVersion(afterLast(command.substring(0, jar), "/\\"));
    }
    String mainClass = space < 0 ? command : command.substring(0, space);
    return afterLast(mainClass, "./$");
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

  /** Cuts at the first dash before a digit: orders-1.4.2-SNAPSHOT is orders. */
  private static String withoutVersion(String name) {
    for (int i = 1; i < name.length() - 1; i++) {
      if (name.charAt(i) == '-' && Character.isDigit(name.charAt(i + 1))) {
        return name.substring(0, i);
      }
    }
    return name;
  }
}
