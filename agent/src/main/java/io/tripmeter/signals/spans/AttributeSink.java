package io.tripmeter.signals.spans;

/** Where the attributes of one span go. */
public interface AttributeSink {
  void put(String key, long value);

  void put(String key, double value);

  void put(String key, String value);

  void put(String key, boolean value);
}
