package io.tripmeter.signals.metrics;

import java.util.Map;

/** What JMX shows of a pool, as {@code io.tripmeter:type=Pool,name="..."}. A number that is not known is -1. */
public interface PoolMXBean {
  String getName();

  String getProduct();

  /** One line a setting: {@code name: old -> new (why)}. */
  String[] getSettings();

  /** Session settings that were read back, in the same form. */
  String[] getSessionSettings();

  /** What stands before the server: {@code transaction pooler (why)}; empty if no connection was opened yet. */
  String getPooler();

  /** {@code 20 of 20 in 930 ms}, or empty before one has ended. */
  String getWarmUp();

  /** By kind. */
  Map<String, Long> getRoundTrips();

  int getIdle();

  int getUsed();

  int getPending();

  int getMax();

  long getInvalid();

  long getTimeouts();
}
