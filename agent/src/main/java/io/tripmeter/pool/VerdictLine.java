package io.tripmeter.pool;

import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pooler;
import org.jspecify.annotations.Nullable;

/** What stands before the server, as the log has it. */
final class VerdictLine {
  private VerdictLine() {}

  /** Null for PostgreSQL, which needs no word. */
  private static @Nullable String product(Pooler pooler) {
    return pooler.isPostgres() ? null : pooler.server().name();
  }

  static void write(String pool, Endpoint endpoint) {
    Pooler pooler = endpoint.pooler();
    if (!pooler.isSettled()) {
      Log.info("DB endpoint could not be asked what it is: a later connection will be")
          .pool(pool)
          .field("endpoint", endpoint.name())
          .write();
      return;
    }
    Log.info(pooler.verdict().message())
        .pool(pool)
        .field("endpoint", endpoint.name())
        .field("verdict", pooler.verdict().label())
        .field("evidence", pooler.evidence())
        .field("proven", pooler.isProven())
        .field("server", product(pooler))
        .write();
  }
}
