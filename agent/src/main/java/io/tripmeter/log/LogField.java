package io.tripmeter.log;

/** A name and a String, Long, Double or Boolean. */
final class LogField {
  final String name;
  final Object value;

  LogField(String name, Object value) {
    this.name = name;
    this.value = value;
  }

  boolean isNumber() {
    return value instanceof Number;
  }

  /** Whether this is the event's duration, which comes last in a JSON line. */
  boolean isMillis() {
    return name.equals("millis");
  }
}
