package io.tripmeter.config;

import io.tripmeter.log.Log;
import io.tripmeter.log.LogLevel;
import io.tripmeter.log.Secrets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this JVM and their changes while it runs: by JMX, which takes precedence over every other source, and by the file. Changes
 * are made one after the other, on the thread that brings them.
 */
public final class RuntimeSettings {
  private static final String JMX = "JMX";
  private static final String FILE = "file";

  private final ConfigSources sources;
  private final Settings settings;
  private final FileValues file;
  private final Map<String, GivenValue> byJmx = new LinkedHashMap<>();
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();

  RuntimeSettings(ConfigSources sources, Settings settings, List<GivenValue> inFile) {
    this.sources = sources;
    this.settings = settings;
    file = new FileValues(inFile);
  }

  /** They follow every change. */
  public Settings settings() {
    return settings;
  }

  /** What is to be run now and then, to see changes of the file; null if there is no file that could change. */
  public @Nullable Runnable file() {
    String name = settings.text(Option.CONFIG);
    return name.isEmpty() ? null : SettingsFile.of(name, this);
  }

  /** @param follower called after each change, on the thread that brings it */
  public void whenChanged(Runnable follower) {
    followers.add(follower);
  }

  /** What can be changed, and the keys of single pools that were given; secrets are masked. */
  public List<ShownSetting> changeable() {
    List<ShownSetting> all = new ArrayList<>();
    Settings now = settings.now();
    for (Option option : Option.values()) {
      if (option.isChangeable()) {
        String value = Secrets.redact(now.shown(option));
        all.add(new ShownSetting(option.key(), value, now.source(option)));
      }
    }
    all.addAll(now.ofSinglePools());
    return all;
  }

  /**
   * Sets a key by JMX.
   *
   * @return {@code 500ms -> 200ms}
   * @throws IllegalArgumentException with what the log says as well; nothing has changed then
   */
  public synchronized String set(String key, String value) {
    GivenValue given = new GivenValue(PropertyNames.withoutPrefix(key.trim()), value, JMX);
    Problems problems = new Problems();
    KeySpelling.Key known = problems.changeable(given, new SettingsReader(sources), "");
    if (known != null && known.option.parse(value) == null) {
      problems.badValue(given, known.option, settings.shown(known) + " stays in force");
    }
    write(problems.list());
    for (ConfigProblem problem : problems.list()) {
      throw new IllegalArgumentException(problem.message());
    }
    byJmx.put(given.name, given);
    return changedByJmx(given);
  }

  /** Takes back what was set by JMX; as {@link #set}. */
  public synchronized String unset(String key) {
    GivenValue before = byJmx.remove(PropertyNames.withoutPrefix(key.trim()));
    if (before == null) {
      throw new IllegalArgumentException(
          Problems.shownKey(key.trim()) + " is not set by JMX; nothing has changed");
    }
    return changedByJmx(before);
  }

  private String changedByJmx(GivenValue given) {
    Settings before = settings.now();
    renew();
    KeySpelling.Key key = KeySpelling.PROPERTY.resolve(given.name);
    String change = key == null ? "" : report(given, key, before, JMX);
    tellFollowers();
    return Secrets.redact(change);
  }

  synchronized boolean isFileEmpty() {
    return file.isEmpty();
  }

  /** The file has changed, or may have. */
  synchronized void fileSays(List<GivenValue> lines) {
    Problems problems = new Problems();
    Settings before = settings.now();
    List<GivenValue> changed = file.take(lines, aboveFile(), before, problems);
    SettingsReader reader = renew();
    for (GivenValue each : changed) {
      KeySpelling.Key key = KeySpelling.PROPERTY.resolve(each.name);
      if (key != null && key.isChangeable()) {
        changedByFile(each, key, before, reader.given(key), problems);
      }
    }
    write(problems.list());
    if (!changed.isEmpty()) {
      tellFollowers();
    }
  }

  /** @param counts what counts for the key now */
  private void changedByFile(
      GivenValue line,
      KeySpelling.Key key,
      Settings before,
      @Nullable Setting counts,
      Problems problems) {
    if (file.counts(line) && counts != null && !counts.source().equals(line.source)) {
      problems.outranked(line, counts.source());
    } else if (!before.shown(key).equals(settings.shown(key))) {
      report(line, key, before, FILE);
    }
  }

  private SettingsReader aboveFile() {
    SettingsReader above = new SettingsReader(sources);
    above.read(byJmx.values(), Collections.emptyList());
    return above;
  }

  private SettingsReader renew() {
    SettingsReader reader = new SettingsReader(sources);
    settings.become(reader.read(byJmx.values(), file.counting()));
    return reader;
  }

  /** The line about one key, whatever log.level says: it is an operator's own doing. */
  private String report(GivenValue changed, KeySpelling.Key key, Settings before, String by) {
    String change = before.shown(key) + " -> " + settings.shown(key);
    Log.always(LogLevel.INFO, "setting changed")
        .field("key", Problems.shownKey(changed.name))
        .field("change", change)
        .field("by", by)
        .write();
    return change;
  }

  private void tellFollowers() {
    Log.configure(settings.text(Option.LOG_FORMAT), settings.text(Option.LOG_LEVEL));
    for (Runnable follower : followers) {
      try {
        follower.run();
      } catch (RuntimeException | LinkageError failed) {
        Log.warn("a changed setting could not be applied everywhere")
            .error(failed)
            .write();
      }
    }
  }

  static void write(List<ConfigProblem> problems) {
    for (ConfigProblem problem : problems) {
      Log.warn("configuration: " + problem.message())
          .field("key", problem.key())
          .write();
    }
  }
}
