package io.tripmeter.migration;

import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entry points of migration tools. While one of them runs, every connection that its thread opens and every statement that it sends
 * belong to a migration. The methods are the tools' own, so it does not matter whether an application, a framework, a build or a command
 * line calls them, or on which connection.
 */
public final class MigrationTools {
  private static final String ADVICE = "MigrationAdvice";
  private static final String SCRIPTS = "org.flywaydb.core.internal.sqlscript.";

  private MigrationTools() {}

  public static List<Weaving> weavings() {
    List<Weaving> all = new ArrayList<>(flyway());
    all.addAll(liquibase());
    all.addAll(liquibaseParts());
    return all;
  }

  /** Method names of Flyway 4.2, 6.5, 7.15, 11.7 and 13.0, where every command calls {@code execute}, and of Spring Boot 2.7 to 4.1. */
  private static List<Weaving> flyway() {
    return Arrays.asList(
        Weaving.into("org.flywaydb.core.Flyway")
            .advise(
                ADVICE,
                "migrate",
                "clean",
                "info",
                "validate",
                "validateWithResult",
                "baseline",
                "repair",
                "undo",
                "execute"),
        Weaving.into("org.flywaydb.core.FlywayExecutor").advise(ADVICE, "execute"),
        Weaving.into(SCRIPTS + "DefaultSqlScriptExecutor")
            .advise(
                "MigrationPartAdvice.statement",
                "executeStatement(Lorg/flywaydb/core/internal/jdbc/JdbcTemplate;"
                    + "Lorg/flywaydb/core/internal/sqlscript/SqlScript;"
                    + "Lorg/flywaydb/core/internal/sqlscript/SqlStatement;"),
        // Native connectors read the history on another thread.
        Weaving.into("org.flywaydb.nc.VerbUtils").advise(ADVICE, "getSchemaHistoryModel"),
        Weaving.into("org.flywaydb.nc.utils.VerbUtils").advise(ADVICE, "getSchemaHistoryModel"),
        Weaving.into("org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer")
            .advise(ADVICE, "afterPropertiesSet"),
        Weaving.into("org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer")
            .advise(ADVICE, "afterPropertiesSet"));
  }

  /** Liquibase's entry points; method names of 3.8, 4.0, 4.33 and 5.0. */
  private static List<Weaving> liquibase() {
    return Arrays.asList(
        Weaving.into("liquibase.Liquibase")
            .advise(
                ADVICE,
                "update",
                "updateTestingRollback",
                "rollback",
                "changeLogSync",
                "markNextChangeSetRan",
                "dropAll",
                "tag",
                "validate",
                "checkLiquibaseTables",
                "clearCheckSums",
                "forceReleaseLocks",
                "listUnrunChangeSets",
                "getChangeSetStatuses",
                "generateChangeLog",
                "diff"),
        Weaving.into("liquibase.command.CommandScope").advise(ADVICE, "execute"),
        Weaving.into("liquibase.database.DatabaseFactory")
            .advise(ADVICE, "openConnection", "openDatabase", "findCorrectDatabaseImplementation"),
        Weaving.into("liquibase.integration.spring.SpringLiquibase")
            .advise(ADVICE, "afterPropertiesSet"),
        Weaving.into("liquibase.integration.servlet.LiquibaseServletListener")
            .advise(ADVICE, "executeUpdate"),
        Weaving.into("liquibase.integration.servlet.GenericServletListener")
            .advise(ADVICE, "executeUpdate"),
        Weaving.into("liquibase.integration.cdi.CDILiquibase").advise(ADVICE, "performUpdate"),
        Weaving.into("liquibase.integration.jakarta.cdi.CDILiquibase")
            .advise(ADVICE, "performUpdate"));
  }

  /**
   * Parts of Liquibase that frameworks call without its entry points. Keycloak (26) takes and holds the lock with its own lock service and
   * {@code JdbcExecutor}, on another connection than the one its changes use.
   */
  private static List<Weaving> liquibaseParts() {
    return Arrays.asList(
        Weaving.into("liquibase.executor.jvm.JdbcExecutor")
            .advise(
                ADVICE,
                "execute",
                "update",
                "query",
                "queryForObject",
                "queryForLong",
                "queryForInt",
                "queryForList"),
        Weaving.into("liquibase.lockservice.StandardLockService")
            .advise(
                ADVICE,
                "init",
                "waitForLock",
                "acquireLock",
                "releaseLock",
                "listLocks",
                "forceReleaseLock"),
        Weaving.into("liquibase.changelog.ChangeLogIterator").advise(ADVICE, "run"),
        Weaving.into("liquibase.changelog.ChangeSet")
            .advise(ADVICE, "execute", "rollback")
            .advise("MigrationPartAdvice.changeSet", "execute", "rollback"),
        Weaving.into("liquibase.snapshot.SnapshotGeneratorFactory")
            .advise(ADVICE, "createSnapshot", "has"));
  }
}
