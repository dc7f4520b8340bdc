package io.tripmeter.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The base address of an OTLP receiver; the value is the address for traces. */
final class HttpUrlType implements ValueType {
  private static final String TRACES = "/v1/traces";

  @Override
  public @Nullable Object parse(String text) {
    if (!isHttp(text)) {
      return null;
    }
    return text.endsWith(TRACES) ? text : withTracesPath(text);
  }

  static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** As the OTLP exporter specification requires for OTEL_EXPORTER_OTLP_ENDPOINT. */
  static String withTracesPath(String base) {
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + TRACES;
  }

  @Override
  public String accepted() {
    return "a URL such as http://localhost:4318";
  }
}
