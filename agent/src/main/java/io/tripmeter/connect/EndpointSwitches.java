package io.tripmeter.connect;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often connections have begun to go to another endpoint than before. Any thread. */
public final class EndpointSwitches {
  private final Map<List<String>, LongAdder> counts = new ConcurrentHashMap<>();

  private final Map<String, Away> away = new ConcurrentHashMap<>();

  public EndpointSwitches() {}

  /** An endpoint that cannot be used, so that new connections go to another one. Immutable. */
  public static final class Away {
    private final String address;
    private final String instead;
    private final String pool;
    private final boolean unreachable;
    private final long since = System.currentTimeMillis();

    private Away(String address, String instead, String pool, boolean unreachable) {
      this.address = address;
      this.instead = instead;
      this.pool = pool;
      this.unreachable = unreachable;
    }

    /** host:port. */
    public String address() {
      return address;
    }

    /** Where connections go. */
    public String instead() {
      return instead;
    }

    /** The pool that found it out. */
    public String pool() {
      return pool;
    }

    /** Whether it could not be reached; else it has refused. */
    public boolean isUnreachable() {
      return unreachable;
    }

    /** Milliseconds since 1970. */
    public long since() {
      return since;
    }
  }

  void left(String address, String instead, String pool, boolean unreachable) {
    away.put(address, new Away(address, instead, pool, unreachable));
  }

  void returned(String address) {
    away.remove(address);
  }

  /** The endpoints that could not be used when it was tried last. */
  public Collection<Away> away() {
    return away.values();
  }

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
