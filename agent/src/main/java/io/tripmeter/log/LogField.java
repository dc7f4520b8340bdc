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

  /** How long the fact took, which a JSON line ends with. */
  boolean isMillis() {
    return name.equals("millis");
  }
}
