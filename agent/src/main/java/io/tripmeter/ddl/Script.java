package io.tripmeter.ddl;

import io.tripmeter.boot.MigrationPart;
import io.tripmeter.log.LogEvent;
import io.tripmeter.reflect.ReflectiveAccess;
import org.jspecify.annotations.Nullable;

/** Where a migration's statement is written, by the getters of Flyway 6 to 13 (SqlScript, SqlStatement) and Liquibase 3 to 5 (ChangeSet). */
final class Script {
  private Script() {}

  /** Adds what the tool tells of it. Returns whether that is anything. */
  static boolean describe(@Nullable MigrationPart part, LogEvent event) {
    if (part == null) {
      return false;
    }
    ReflectiveAccess script = ReflectiveAccess.of(part.script);
    try {
      if (part.statement == null) {
        event
            .field("script", String.valueOf(script.get("getFilePath")))
            .field("changeset", script.get("getAuthor") + ":" + script.get("getId"));
      } else {
        event
            .field(
                "script",
                String.valueOf(ReflectiveAccess.of(script.get("getResource")).get("getFilename")))
            .field("line", ReflectiveAccess.of(part.statement).number("getLineNumber"));
      }
      return true;
    } catch (ReflectiveOperationException otherVersion) {
      return false;
    }
  }
}
