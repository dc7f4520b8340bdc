package io.tripmeter.config;

/** A key and a value as an operator wrote them. */
final class GivenValue {
  /** Without {@code tripmeter.} or {@code TRIPMETER_} before it. */
  final String name;

  final String text;
  final String source;

  GivenValue(String name, String text, String source) {
    this.name = name;
    this.text = text;
    this.source = source;
  }
}
