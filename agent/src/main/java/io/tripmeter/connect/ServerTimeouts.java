package io.tripmeter.connect;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the three timeouts somebody has set in the sessions of one endpoint before us: the role, the database, the server. Immutable,
 * and of one moment: an administrator may change it at any time.
 */
final class ServerTimeouts {
  /** For how long an answer counts; a connection that is opened later is asked again. */
  private static final long COUNTS_NANOS = 60_000_000_000L;

  /** pg_settings.source (PostgreSQL manual 53.24; GucSource_Names in guc_tables.c) in words. */
  private static final Map<String, String> SOURCES = new HashMap<>();

  static {
    SOURCES.put("user", "the role has its own");
    SOURCES.put("database", "the database has its own");
    SOURCES.put("database user", "the role has its own in this database");
    SOURCES.put("global", "it is set for all roles");
    SOURCES.put("configuration file", "the server's configuration sets it");
    SOURCES.put("command line", "the server's command line sets it");
    SOURCES.put("environment variable", "the server's environment sets it");
    SOURCES.put("client", "the application has set it");
    SOURCES.put("session", "it is set when a session begins");
  }

  /** What somebody else has said of one timeout. */
  static final class Theirs {
    private final String value;
    private final String why;

    Theirs(String value, String why) {
      this.value = value;
      this.why = why;
    }

    /** As the server shows it, or {@code unset}. */
    String value() {
      return value;
    }

    /** Who, for people. */
    String why() {
      return why;
    }
  }

  private final Map<SessionTimeout, Theirs> theirs = new EnumMap<>(SessionTimeout.class);
  private final long askedAt = System.nanoTime();

  /** The server could not be asked: whatever it has stands. */
  static ServerTimeouts unknown() {
    ServerTimeouts unknown = new ServerTimeouts();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      unknown.add(timeout, "unset", "the server did not tell whether somebody else has set it");
    }
    return unknown;
  }

  void add(SessionTimeout timeout, String value, String why) {
    theirs.put(timeout, new Theirs(value, why));
  }

  /** @param source as pg_settings has it; CockroachDB has none */
  void addFrom(@Nullable String source, SessionTimeout timeout, String value) {
    String why = source == null ? "the server does not tell who has set it" : SOURCES.get(source);
    add(timeout, value, why == null ? "it is set by: " + source : why);
  }

  /** Null if nobody has set it. */
  @Nullable
  Theirs of(SessionTimeout timeout) {
    return theirs.get(timeout);
  }

  boolean isOld() {
    return System.nanoTime() - askedAt > COUNTS_NANOS;
  }
}
