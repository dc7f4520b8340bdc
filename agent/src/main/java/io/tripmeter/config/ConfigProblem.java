package io.tripmeter.config;

/** One thing wrong with what an operator gave, in one line that holds no secret. */
public final class ConfigProblem {
  private final String key;
  private final String message;

  ConfigProblem(String key, String message) {
    this.key = key;
    this.message = message;
  }

  /** The key as it was given, without {@code tripmeter.} before it. */
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
