package io.tripmeter.signals.jmx;

import java.util.Map;

/** The JMX view of a pool, registered as {@code io.tripmeter:type=Pool,name="..."}. An unknown number is -1. */
public interface PoolMXBean {
  String getName();

  String getProduct();

  /** One line per setting: {@code name: old -> new (why)}. */
  String[] getSettings();

  /** Session settings that were read back, in the same form. */
  String[] getSessionSettings();

  /** The verdict on the endpoint: {@code transaction pooler (why)}; empty before the first connection is opened. */
  String getPooler();

  /** The last warm-up: {@code 20 of 20 in 930 ms}; empty before the first one has ended. */
  String getWarmUp();

  /** Round trips by kind. */
  Map<String, Long> getRoundTrips();

  int getIdle();

  int getUsed();

  int getPending();

  int getMax();

  long getInvalid();

  long getTimeouts();
}
