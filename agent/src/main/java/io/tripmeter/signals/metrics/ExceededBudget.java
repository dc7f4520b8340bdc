package io.tripmeter.signals.metrics;

import org.jspecify.annotations.Nullable;

/** The pools of all instances may open more connections to a server than there are for them. Immutable. */
public final class ExceededBudget {
  private final String server;
  private final int instances;
  private final long needed;
  private final int available;
  private final @Nullable String fitting;

  /** @param fitting each pool's name and the size that fits; null if none does */
  public ExceededBudget(
      String server, int instances, long needed, int available, @Nullable String fitting) {
    this.server = server;
    this.instances = instances;
    this.needed = needed;
    this.available = available;
    this.fitting = fitting;
  }

  public String server() {
    return server;
  }

  public int instances() {
    return instances;
  }

  /** Connections of all instances together. */
  public long needed() {
    return needed;
  }

  public int available() {
    return available;
  }

  public @Nullable String fitting() {
    return fitting;
  }
}
