package io.tripmeter.signals.spans.sdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The semantic conventions' known methods: a client may send any word, and attributes have to have few values. */
final class HttpMethods {
  static final String OTHER = "_OTHER";

  private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(
      "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "QUERY"));

  private HttpMethods() {}

  static String known(@Nullable String method) {
    return method != null && KNOWN.contains(method) ? method : OTHER;
  }
}
