package io.tripmeter.connect;

import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a connection is asked for with: the pool's settings, and what the driver makes of the application's URL and properties. Immutable. */
final class ConnectionRequest {
  private final Settings settings;
  private final Endpoint endpoint;
  private final Properties effective;
  private final @Nullable String initSql;
  private final boolean migration;
  private final boolean probed;

  ConnectionRequest(
      Settings settings,
      Properties effective,
      @Nullable String initSql,
      boolean migration,
      boolean probed) {
    this.settings = settings;
    this.endpoint = Endpoint.of(effective, settings);
    this.effective = copy(effective);
    this.initSql = initSql;
    this.migration = migration;
    this.probed = probed;
  }

  /** Without the secrets. The driver's own object may have the application's as its defaults (pgjdbc 42.2), which may change. */
  private static Properties copy(Properties effective) {
    Properties copy = new Properties();
    for (String name : effective.stringPropertyNames()) {
      if (!name.equals(DriverProperty.PASSWORD.key())
          && !name.equals(DriverProperty.KEY_PASSWORD.key())) {
        copy.setProperty(name, effective.getProperty(name));
      }
    }
    return copy;
  }

  Settings settings() {
    return settings;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Not to be changed. */
  Properties effective() {
    return effective;
  }

  @Nullable
  String given(DriverProperty property) {
    return property.in(effective);
  }

  /** The statement that the pool runs on a new connection. */
  @Nullable
  String initSql() {
    return initSql;
  }

  /** Whether connections of this pool will be asked what stands before the server. */
  boolean isProbed() {
    return probed;
  }

  /** A migration has no time limit; a replication connection is no session for statements. */
  boolean mayHaveTimeouts() {
    return !migration && !DriverProperty.REPLICATION.isIn(effective);
  }

  boolean hasSeveralHosts() {
    return DriverProperty.hasSeveralHosts(effective);
  }

  /** Whether the application has put this word into what a session starts with. */
  boolean names(String word) {
    return DriverProperty.OPTIONS.in(effective, "").contains(word)
        || DriverProperty.SCHEMA.in(effective, "").contains(word);
  }

  /** What the startup packet holds before the session is asked: the application's options, and ours for one pool, which always win. */
  String sentBefore() {
    StringBuilder asked = new StringBuilder(DriverProperty.OPTIONS.in(effective, ""));
    for (SessionTimeout timeout : SessionTimeout.values()) {
      if (settings.isOfOnePool(timeout.option())) {
        asked.append('\n').append(timeout.parameter());
      }
    }
    return asked.toString();
  }

  /** The timeouts that others have set in sessions like this one. Null if that is unknown, as always with several hosts. */
  @Nullable
  ServerTimeouts known() {
    return hasSeveralHosts() ? null : endpoint.timeouts(sentBefore());
  }

  void learned(ServerTimeouts timeouts) {
    // With several hosts the next connection may go to another one.
    if (!hasSeveralHosts()) {
      endpoint.learned(sentBefore(), timeouts);
    }
  }
}
