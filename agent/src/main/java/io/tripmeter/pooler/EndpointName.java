package io.tripmeter.pooler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name and port of an endpoint, read by the providers' conventions. Immutable. */
public final class EndpointName {
  private static final String NEON = ".neon.tech";
  private static final String NEON_POOLED = "-pooler";

  private final String host;
  private final int port;
  private final String lower;

  private EndpointName(String host, int port) {
    this.host = host;
    this.port = port;
    lower = host.toLowerCase(Locale.ROOT);
  }

  /** @param host as the JDBC URL has it */
  public static EndpointName of(String host, int port) {
    return new EndpointName(host, port);
  }

  String lowerHost() {
    return lower;
  }

  /** The verdict that the name suggests; null if it suggests none. */
  public @Nullable Guess guess() {
    if (isNeon()) {
      return isNeonPooled()
          ? new Guess(Verdict.TRANSACTION, "Neon's name of a pooled endpoint")
          : new Guess(Verdict.DIRECT, "Neon's name of a direct endpoint");
    }
    if (lower.endsWith(".pooler.supabase.com")) {
      return port == 6543
          ? new Guess(Verdict.TRANSACTION, "Supabase's port for transaction mode")
          : new Guess(Verdict.SESSION, "Supabase's port for session mode");
    }
    if (lower.endsWith(".supabase.co")) {
      return port == 6543
          ? new Guess(Verdict.TRANSACTION, "Supabase's port for transaction mode")
          : new Guess(Verdict.DIRECT, "Supabase's name of a direct endpoint");
    }
    if (lower.endsWith(".rds.amazonaws.com") && lower.contains(".proxy-")) {
      return new Guess(Verdict.PINNING, "Amazon RDS Proxy's name");
    }
    if (port == 25061 && lower.endsWith(".ondigitalocean.com")) {
      return new Guess(Verdict.TRANSACTION, "DigitalOcean's port of its pools");
    }
    if (port == 9999) {
      return new Guess(Verdict.UNKNOWN, "pgpool-II's port 9999");
    }
    return port == 6432 ? new Guess(Verdict.TRANSACTION, "PgBouncer's port 6432") : null;
  }

  /** Whether the endpoint loses answers to pipelined messages, as Supavisor is known to do (supabase/supavisor#1061). */
  boolean losesPipelinedAnswers() {
    return lower.endsWith(".pooler.supabase.com")
        || (lower.endsWith(".supabase.co") && port == 6543);
  }

  private boolean isNeon() {
    return lower.endsWith(NEON) && lower.startsWith("ep-");
  }

  private boolean isNeonPooled() {
    int dot = lower.indexOf('.');
    return isNeon() && lower.substring(0, dot).endsWith(NEON_POOLED);
  }

  /** Whether the provider suspends the server while it is idle, to save money. */
  public boolean suspendsWhenIdle() {
    return isNeon();
  }

  /** The host of the direct endpoint, if this is a pooled endpoint whose name contains it. */
  public @Nullable String directHost() {
    int dot = host.indexOf('.');
    return isNeonPooled()
        ? host.substring(0, dot - NEON_POOLED.length()) + host.substring(dot)
        : null;
  }

  /** The host of the pooled endpoint, if this is a direct endpoint whose name determines it. */
  public @Nullable String pooledHost() {
    int dot = host.indexOf('.');
    return isNeon() && !isNeonPooled()
        ? host.substring(0, dot) + NEON_POOLED + host.substring(dot)
        : null;
  }

  /** host:port. */
  @Override
  public String toString() {
    return host + ':' + port;
  }

  /** A verdict that is based on the name alone. */
  public static final class Guess {
    private final Verdict verdict;
    private final String why;

    private Guess(Verdict verdict, String why) {
      this.verdict = verdict;
      this.why = why;
    }

    public Verdict verdict() {
      return verdict;
    }

    public String why() {
      return why;
    }
  }
}
