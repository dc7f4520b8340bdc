package io.tripmeter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the file says, and what counts of it while the application runs. One thread at a time. */
final class FileValues {
  /** All of the file, as it was read last. */
  private Map<String, GivenValue> read;

  /** In place of a bad value the one before, and what cannot be changed as it was at the start. */
  private Map<String, GivenValue> counting;

  FileValues(List<GivenValue> atStart) {
    read = byName(atStart);
    counting = read;
  }

  private static Map<String, GivenValue> byName(List<GivenValue> lines) {
    Map<String, GivenValue> values = new LinkedHashMap<>();
    for (GivenValue each : lines) {
      values.put(each.name, each);
    }
    return values;
  }

  boolean isEmpty() {
    return read.isEmpty();
  }

  Collection<GivenValue> counting() {
    return counting.values();
  }

  /** Whether it is this line that counts for its key. */
  boolean counts(GivenValue line) {
    return counting.get(line.name) == line;
  }

  /**
   * The file has changed, or may have.
   *
   * @param above what sources that take precedence say
   * @param inForce before
   * @return new and changed lines, and those that are gone
   */
  List<GivenValue> take(
      List<GivenValue> lines, SettingsReader above, Settings inForce, Problems problems) {
    Map<String, GivenValue> now = byName(lines);
    Map<String, GivenValue> next = new LinkedHashMap<>();
    List<GivenValue> changed = new ArrayList<>();
    for (GivenValue each : now.values()) {
      GivenValue before = read.get(each.name);
      boolean isNew = before == null || !before.text.equals(each.text);
      GivenValue accepted = accepted(each, above, inForce, isNew ? problems : new Problems());
      if (accepted != null) {
        next.put(each.name, accepted);
      }
      if (isNew) {
        changed.add(each);
      }
    }
    for (GivenValue each : read.values()) {
      if (!now.containsKey(each.name)) {
        changed.add(each);
        problems.removed(each, above);
      }
    }
    for (GivenValue each : counting.values()) {
      KeySpelling.Key key = KeySpelling.PROPERTY.resolve(each.name);
      if (key == null || !key.isChangeable()) {
        GivenValue line = now.get(each.name);
        // The same line may be elsewhere in the file now.
        next.put(each.name, line != null && line.text.equals(each.text) ? line : each);
      }
    }
    read = now;
    counting = next;
    return changed;
  }

  /** Null if nothing counts for the key. */
  private @Nullable GivenValue accepted(
      GivenValue line, SettingsReader above, Settings inForce, Problems problems) {
    KeySpelling.Key key = problems.changeable(line, above, "; it counts from the next start");
    if (key == null || key.option.parse(line.text) != null) {
      return key == null ? null : line;
    }
    problems.badValue(line, key.option, inForce.shown(key) + " stays in force");
    GivenValue before = counting.get(line.name);
    return before == null
        ? null
        : new GivenValue(line.name, before.text, line.source + ", as it was before");
  }
}
