package io.tripmeter.pooler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the name and port of an endpoint tell, by the providers' conventions. Immutable. */
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

  /** Whose name it is, with what follows from that; null for a name that tells nothing. */
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

  /** Whether it is known for losing answers where a client does not wait for each: Supavisor does (supabase/supavisor#1061). */
  boolean losesPipelined() {
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

  /** Whether the server behind it is stopped, to save money, while nobody uses it. */
  public boolean suspendsWhenIdle() {
    return isNeon();
  }

  /** The direct endpoint's host, if this is a pooled one whose name tells. */
  public @Nullable String directHost() {
    int dot = host.indexOf('.');
    return isNeonPooled()
        ? host.substring(0, dot - NEON_POOLED.length()) + host.substring(dot)
        : null;
  }

  /** The pooled endpoint's host, if this is a direct one whose name tells. */
  public @Nullable String pooledHost() {
    int dot = host.indexOf('.');
    return isNeon() && !isNeonPooled()
        ? host.substring(0, dot) + NEON_POOLED + host.substring(dot)
        : null;
  }

  /** A verdict from a name alone. */
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
