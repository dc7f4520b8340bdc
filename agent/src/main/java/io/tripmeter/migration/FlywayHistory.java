package io.tripmeter.migration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Flyway's table says, row by row in the order of installed_rank. Used by one thread. */
final class FlywayHistory {
  private final List<FlywayVersion> applied = new ArrayList<>();
  private @Nullable String failed;

  /**
   * @param version null for a repeatable migration
   * @param type UNDO_... and DELETE take a version back (Flyway's CoreMigrationType)
   */
  void add(@Nullable String version, @Nullable String type, boolean success) {
    FlywayVersion parsed = version == null ? null : FlywayVersion.of(version);
    boolean takesBack = type != null && (type.startsWith("UNDO") || type.equals("DELETE"));
    if (!success) {
      failed = version == null ? "a repeatable migration" : version;
    } else if (parsed != null && takesBack) {
      applied.remove(parsed);
    } else if (parsed != null) {
      applied.add(parsed);
    }
  }

  /** What is there in place of this version or a later one; null if all is well. */
  @Nullable
  String lacking(String wanted) {
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
