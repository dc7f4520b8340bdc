package io.tripmeter.config;

import java.nio.charset.StandardCharsets;

/** Fills in {@code session.application-name}. */
final class ApplicationName {
  // NAMEDATALEN - 1: PostgreSQL would cut it there itself, and the read-back would then differ from
  // what was sent.
  private static final int MAX_BYTES = 63;

  private static final String REPLICA = "-read";

  private ApplicationName() {}

  static String fill(String template, String service, String pool) {
    return cut(replace(replace(template, "<service>", service), "<pool>", pool), MAX_BYTES);
  }

  /** The name beside that of a pool's connections, for those to its replica. */
  static String ofReplica(String name) {
    return cut(name, MAX_BYTES - REPLICA.length()) + REPLICA;
  }

  /** Not {@link String#replace}, which compiles a regular expression on Java 8. */
  private static String replace(String text, String placeholder, String value) {
    int at = text.indexOf(placeholder);
    return at < 0
        ? text
        : text.substring(0, at) + value + text.substring(at + placeholder.length());
  }

  private static String cut(String name, int bytes) {
    int end = Math.min(name.length(), bytes);
    while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes) {
      end--;
    }
    // Half a surrogate pair is no character.
    if (end > 0 && end < name.length() && Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }
}
