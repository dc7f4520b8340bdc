package io.tripmeter.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often connections have begun to go to another endpoint than before. Any thread. */
public final class EndpointSwitches {
  private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

  public EndpointSwitches() {}

  /**
   * @param from as-given, direct or pooler
   * @param to the same
   * @param reason configured, migration, unreachable, refused or back
   */
  public void count(String from, String to, String reason) {
    List<String> key = Arrays.asList(from, to, reason);
    LongAdder count = counts.get(key);
    if (count == null) {
      LongAdder added = new LongAdder();
      count = counts.putIfAbsent(key, added);
      count = count == null ? added : count;
    }
    count.increment();
  }

  /** By from, to and reason, in this order. */
  public Map<List<String>, LongAdder> counts() {
    return counts;
  }
}
