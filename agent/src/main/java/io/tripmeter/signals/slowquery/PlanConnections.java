package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Opens connections for EXPLAIN. */
public interface PlanConnections {
  /** A connection that is set up like those of the pool but is not in it. The caller closes it. Null for unpooled connections. */
  @Nullable
  Connection openAside(PoolStats pool) throws ReflectiveOperationException;
}
