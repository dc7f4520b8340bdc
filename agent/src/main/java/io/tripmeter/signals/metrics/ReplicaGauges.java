package io.tripmeter.signals.metrics;

/** The replica of a pool's primary, as metrics show it. Any thread. */
public interface ReplicaGauges {
  /** Of the primary's pool. */
  String poolName();

  boolean isUsed();

  /** NaN if unknown. */
  double lagSeconds();

  /** How often read-only work has begun there, or has stayed on the primary. */
  long reads(boolean fromReplica);
}
