package io.tripmeter.ddl;

import io.tripmeter.boot.MigrationState;
import io.tripmeter.boot.ThreadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of one migration, on one thread. Each is asked for once. */
final class MigratedTables {
  /** The tools' own, which are never large. */
  private static final Set<String> TOOLS = new HashSet<>(Arrays.asList(
      "flyway_schema_history", "schema_version", "databasechangelog", "databasechangeloglock"));

  private final Map<String, @Nullable Table> asked = new HashMap<>();
  private final List<TableName> harmless = new ArrayList<>();
  private final List<TableName> validated = new ArrayList<>();

  /** Of the migration that runs on this thread. */
  static MigratedTables current() {
    MigrationState migration = ThreadState.current().migration();
    MigratedTables known = (MigratedTables) migration.tables();
    if (known == null) {
      known = new MigratedTables();
      migration.setTables(known);
    }
    return known;
  }

  /** The names may be other tables' from now on. */
  void forget() {
    asked.clear();
    harmless.clear();
    validated.clear();
  }

  void created(TableName table) {
    harmless.add(table);
  }

  void validated(TableName table) {
    validated.add(table);
  }

  /** Whether the migration itself has made it harmless, so that nobody needs to ask. */
  boolean isHarmless(Change change) {
    return TOOLS.contains(change.table.name)
        || contains(harmless, change.table)
        || (change.risk == Risk.NOT_NULL && contains(validated, change.table));
  }

  private static boolean contains(List<TableName> tables, TableName table) {
    for (TableName each : tables) {
      if (each.mayBe(table)) {
        return true;
      }
    }
    return false;
  }

  boolean isAsked(TableName table) {
    return asked.containsKey(table.toString());
  }

  void put(TableName name, @Nullable Table table) {
    asked.put(name.toString(), table);
  }

  @Nullable
  Table get(TableName name) {
    return asked.get(name.toString());
  }
}
