package io.tripmeter.migration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of Flyway's history table, in the order of installed_rank. Used by one thread. */
final class FlywayHistory {
  private final List<FlywayVersion> applied = new ArrayList<>();
  private @Nullable String failed;

  /**
   * @param version null for a repeatable migration
   * @param type UNDO_... and DELETE revert a version (Flyway's CoreMigrationType)
   */
  void add(@Nullable String version, @Nullable String type, boolean success) {
    FlywayVersion parsed = version == null ? null : FlywayVersion.of(version);
    boolean reverts = type != null && (type.startsWith("UNDO") || type.equals("DELETE"));
    if (!success) {
      failed = version == null ? "a repeatable migration" : version;
    } else if (parsed != null && reverts) {
      applied.remove(parsed);
    } else if (parsed != null) {
      applied.add(parsed);
    }
  }

  /** The state found if it is not this version or a later one: a failed migration, an older version or none. Null if it is. */
  @Nullable
  String foundInsteadOf(String wanted) {
    if (failed != null) {
      return "failed migration " + failed;
    }
    FlywayVersion latest = null;
    for (FlywayVersion version : applied) {
      latest = latest == null || version.compareTo(latest) > 0 ? version : latest;
    }
    if (latest == null) {
      return "no version";
    }
    return latest.compareTo(FlywayVersion.of(wanted)) < 0 ? "version " + latest : null;
  }
}
