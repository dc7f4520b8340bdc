package io.tripmeter.config;

/** A setting for people, without secrets. JMX shows it as composite data, so its getters are named as it wants them. */
public final class ShownSetting {
  private final String key;
  private final String value;
  private final String source;

  ShownSetting(String key, String value, String source) {
    this.key = key;
    this.value = value;
    this.source = source;
  }

  public String getKey() {
    return key;
  }

  public String getValue() {
    return value;
  }

  /** {@code JMX}, or as {@link Settings#source} has it. */
  public String getSource() {
    return source;
  }
}
