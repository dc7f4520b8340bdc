package io.tripmeter.config;

/** One mistake in the configuration, described in one line without secrets. */
public final class ConfigProblem {
  private final String key;
  private final String message;

  ConfigProblem(String key, String message) {
    this.key = key;
    this.message = message;
  }

  /** The key as given, without the prefix {@code tripmeter.}. */
  public String key() {
    return key;
  }

  public String message() {
    return message;
  }

  @Override
  public String toString() {
    return message;
  }
}
