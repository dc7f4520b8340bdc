package io.tripmeter.signals;

import java.util.UUID;

/** A caller's trace, in hexadecimal, as W3C Trace Context has it. */
record Trace(String id, String parentId) {
  static Trace fresh() {
    return new Trace(hex(), hex().substring(16));
  }

  private static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The header's name and value. */
  String[] header() {
    return new String[] {"traceparent", "00-" + id + "-" + parentId + "-01"};
  }
}
