package io.tripmeter.signals.slowquery;

import io.tripmeter.boot.PoolStats;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** Opens connections of the agent's own, beside a pool. */
public interface OwnConnections {
  /** A connection that is set up like those of the pool but is not in it. The caller closes it. Null for unpooled connections. */
  @Nullable
  Connection openAside(PoolStats pool) throws ReflectiveOperationException;

  /** The pool of this query executor's connection; {@link PoolStats#NONE} if it has none. */
  PoolStats poolOf(Object executor);

  /** The server's process that serves it; 0 if that is not known, because a pooler is or may be between. */
  int serverProcess(Object executor);
}
