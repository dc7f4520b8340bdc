package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Where the connection comes from that a plan is asked for on. */
public interface PlanConnections {
  /** A connection set up like those of the pool, but not in it; the caller closes it. Null for connections of no pool. */
  @Nullable
  Connection openAside(PoolStats pool) throws ReflectiveOperationException;
}
