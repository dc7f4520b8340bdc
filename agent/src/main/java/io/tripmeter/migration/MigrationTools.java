package io.tripmeter.migration;

import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The methods of migration tools that everything they do runs inside of, on the thread that called them: while one of them runs, what the
 * thread opens and sends is a migration's. They are the tools' own, so it is the same whether an application, a framework, a build or a
 * command line has called them, and whose connection it is.
 */
public final class MigrationTools {
  private static final String ADVICE = "MigrationAdvice";

  private MigrationTools() {}

  public static List<Weaving> weavings() {
    List<Weaving> all = new ArrayList<>(flyway());
    all.addAll(liquibase());
    all.addAll(liquibaseInside());
    return all;
  }

  /** Names as read in Flyway 4.2, 6.5, 7.15, 11.7 and 13.0, all of whose commands end in {@code execute}, and in Spring Boot 2.7 to 4.1. */
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
        // Native connectors ask for the history on another thread.
        Weaving.into("org.flywaydb.nc.VerbUtils").advise(ADVICE, "getSchemaHistoryModel"),
        Weaving.into("org.flywaydb.nc.utils.VerbUtils").advise(ADVICE, "getSchemaHistoryModel"),
        Weaving.into("org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer")
            .advise(ADVICE, "afterPropertiesSet"),
        Weaving.into("org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer")
            .advise(ADVICE, "afterPropertiesSet"));
  }

  /** What calls Liquibase from outside; names as read in 3.8, 4.0, 4.33 and 5.0. */
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
   * What those who are inside of a framework and use only parts of Liquibase meet as well: Keycloak (26) takes and holds the lock with a
   * lock service of its own and {@code JdbcExecutor}, on another connection than its changes use.
   */
  private static List<Weaving> liquibaseInside() {
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
        Weaving.into("liquibase.changelog.ChangeSet").advise(ADVICE, "execute", "rollback"),
        Weaving.into("liquibase.snapshot.SnapshotGeneratorFactory")
            .advise(ADVICE, "createSnapshot", "has"));
  }
}
