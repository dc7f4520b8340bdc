package io.tripmeter.connect;

import io.tripmeter.config.Settings;
import io.tripmeter.postgres.StartupOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which timeouts of ours a connection is to have. What is asked for one pool beats everybody; what is asked for all is for sessions in
 * which nobody else has set it. As long as it is not known whether the role, the database or the server has, it is undecided, and not set.
 */
final class TimeoutPlan {
  private final Settings settings;
  private final @Nullable String options;
  private final @Nullable String initSql;
  private final @Nullable ServerTimeouts known;
  private final Map<SessionTimeout, Long> ours = new EnumMap<>(SessionTimeout.class);
  private final Map<SessionTimeout, Long> undecided = new EnumMap<>(SessionTimeout.class);
  private final Set<SessionTimeout> beating = EnumSet.noneOf(SessionTimeout.class);
  private final List<SettingChange> left = new ArrayList<>();

  /**
   * @param options of the startup packet, as the application gives them
   * @param initSql what the pool runs on a new connection
   * @param known what the server has told, null if it was not asked lately
   */
  TimeoutPlan(
      Settings settings,
      Endpoint endpoint,
      @Nullable String options,
      @Nullable String initSql,
      @Nullable ServerTimeouts known) {
    this.settings = settings;
    this.options = options;
    this.initSql = initSql;
    this.known = known;
    for (SessionTimeout timeout : SessionTimeout.values()) {
      long millis = settings.duration(timeout.option());
      if (millis > 0 && !endpoint.isRefused(timeout.parameter())) {
        decide(timeout, millis);
      }
    }
  }

  private void decide(SessionTimeout timeout, long millis) {
    if (settings.isOfOnePool(timeout.option())) {
      ours.put(timeout, millis);
      beating.add(timeout);
      return;
    }
    String applications = applicationsValue(timeout);
    ServerTimeouts.Theirs servers = known == null ? null : known.of(timeout);
    if (applications != null) {
      leave(timeout, applications, "the application has set it");
    } else if (servers != null) {
      leave(timeout, servers.value(), servers.why());
    } else if (known != null) {
      ours.put(timeout, millis);
    } else {
      undecided.put(timeout, millis);
    }
  }

  private void leave(SessionTimeout timeout, String value, String why) {
    left.add(new SettingChange(timeout.parameter(), value, value, why));
  }

  /** What the application has set, null if nothing. */
  @Nullable
  String applicationsValue(SessionTimeout timeout) {
    String value = StartupOptions.value(options, timeout.parameter());
    if (value == null
        && initSql != null
        && initSql.toLowerCase(Locale.ROOT).contains(timeout.parameter())) {
      return "by connectionInitSql";
    }
    return value;
  }

  /** In milliseconds. */
  Map<SessionTimeout, Long> ours() {
    return ours;
  }

  /** Asked for, in milliseconds, and not to be set before the server was asked. */
  Map<SessionTimeout, Long> undecided() {
    return undecided;
  }

  /** What somebody else has set, and stays. */
  List<SettingChange> left() {
    return left;
  }

  /** The options with ours: those that others beat before the application's own, those that beat it after; the last one counts. */
  String options() {
    String before = "";
    String after = "";
    for (Map.Entry<SessionTimeout, Long> entry : ours.entrySet()) {
      String option = StartupOptions.set(entry.getKey().parameter(), entry.getValue());
      if (beating.contains(entry.getKey())) {
        after = StartupOptions.join(after, option);
      } else {
        before = StartupOptions.join(before, option);
      }
    }
    return StartupOptions.join(StartupOptions.join(before, options), after);
  }
}
