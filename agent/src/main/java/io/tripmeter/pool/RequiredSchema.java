package io.tripmeter.pool;

import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.migration.SchemaRequirement;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The migration that an operator requires before a pool is used. */
final class RequiredSchema {
  private final String pool;
  private final @Nullable SchemaRequirement requirement;
  private volatile boolean askedAtCreation;

  RequiredSchema(String pool, Settings settings) {
    this.pool = pool;
    // A pool that a migration is the first to use belongs to a service that migrates itself.
    boolean isToBeAsked = settings.has(Option.REQUIRE_SCHEMA)
        && !settings.adviseOnly()
        && !ThreadState.current().inMigration();
    requirement = isToBeAsked ? SchemaRequirement.of(settings) : null;
  }

  /** The connection that the pool's creation is about to have; or the exception to fail with, because the database lacks the migration. */
  Object admitted(Connection connection) {
    askedAtCreation = true;
    SQLException refusal = requirement == null || !requirement.isRefusing()
        ? null
        : requirement.report(connection, pool);
    if (refusal == null) {
      return connection;
    }
    try {
      connection.close();
    } catch (SQLException closedAlready) {
      // Nobody had it.
    }
    return refusal;
  }

  /** A pool that was created without a connection cannot be refused any more. */
  void report(Connection connection) {
    if (requirement != null && !(requirement.isRefusing() && askedAtCreation)) {
      requirement.report(connection, pool);
    }
  }
}
