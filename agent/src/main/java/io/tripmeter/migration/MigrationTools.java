package io.tripmeter.migration;

import io.tripmeter.install.Weaving;
import java.util.Arrays;
import java.util.List;

/**
 * The entry points of migration tools, on whose thread everything runs until they return. Method names as read in Flyway 4 to 13 and
 * Liquibase 3 to 5; a connection that the application opened before it called them is the application's.
 */
public final class MigrationTools {
  private MigrationTools() {}

  public static List<Weaving> weavings() {
    return Arrays.asList(
        Weaving.into("org.flywaydb.core.Flyway")
            .advise(
                "MigrationAdvice",
                "migrate",
                "clean",
                "info",
                "validate",
                "baseline",
                "repair",
                "undo"),
        Weaving.into("liquibase.Liquibase")
            .advise(
                "MigrationAdvice",
                "update",
                "rollback",
                "dropAll",
                "validate",
                "listUnrunChangeSets"),
        Weaving.into("liquibase.command.CommandScope").advise("MigrationAdvice", "execute"),
        Weaving.into("liquibase.integration.spring.SpringLiquibase")
            .advise("MigrationAdvice", "afterPropertiesSet"));
  }
}
