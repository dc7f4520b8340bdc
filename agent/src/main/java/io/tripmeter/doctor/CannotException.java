package io.tripmeter.doctor;

/** The doctor cannot do what was asked. Its message is one line: what, where, what to do. */
final class CannotException extends Exception {
  private static final long serialVersionUID = 1;

  CannotException(String message) {
    super(message);
  }
}
