package io.tripmeter.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections like a pool's first one. */
interface ConnectionSource {
  @Nullable
  Connection open() throws SQLException, ReflectiveOperationException;

  /** Whether it opens the connections that are asked for with this URL and these properties. */
  boolean isFor(String url, @Nullable Properties info);
}
