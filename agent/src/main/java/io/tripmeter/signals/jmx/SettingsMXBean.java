package io.tripmeter.signals.jmx;

import io.tripmeter.config.ShownSetting;
import java.util.List;

/** The settings that can be changed while the application runs, registered as {@code io.tripmeter:type=Settings}. */
public interface SettingsMXBean {
  /** Value in force and its source, by key; also the keys of single pools that were given. */
  List<ShownSetting> getSettings();

  /**
   * Sets a key for as long as the JVM runs, or until {@link #unset}. It takes precedence over every other source.
   *
   * @param key as in the file: {@code slow-query.threshold}, {@code pools.main.pool.max-size}
   * @return {@code 500ms -> 200ms}
   */
  String set(String key, String value);

  /** Takes back what was set here: the other sources count again. */
  String unset(String key);
}
