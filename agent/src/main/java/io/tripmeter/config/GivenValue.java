package io.tripmeter.config;

/** A key and its value as the operator wrote them. */
final class GivenValue {
  /** Without the prefix {@code tripmeter.} or {@code TRIPMETER_}. */
  final String name;

  final String text;
  final String source;

  GivenValue(String name, String text, String source) {
    this.name = name;
    this.text = text;
    this.source = source;
  }
}
