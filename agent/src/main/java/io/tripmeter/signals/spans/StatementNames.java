package io.tripmeter.signals.spans;

/** How a statement is shown. */
public interface StatementNames {
  /** The statement without any literal of it. */
  String normalised(String sql);
}
