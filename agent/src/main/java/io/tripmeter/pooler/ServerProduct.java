package io.tripmeter.pooler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks PostgreSQL's protocol, by what its handshake reports (ParameterStatus) or by its provider's name. What neither
 * tells is PostgreSQL: extensions such as TimescaleDB and Citus are in a server of its own. Immutable.
 *
 * <p>Sources: cockroachdb/cockroach#14145 ({@code crdb_version}); Amazon's ODBC driver for Redshift ({@code padb_version}); YugabyteDB's
 * {@code server_version}, {@code 11.2-YB-2.20.1.0-b97}; the providers' documentation of their endpoints' names.
 */
public final class ServerProduct {
  static final ServerProduct POSTGRESQL = new ServerProduct("PostgreSQL", true);

  private static final String YUGABYTE = "-YB-";
  private static final String REDSHIFT = "Amazon Redshift";

  private final String name;
  private final boolean hasProcesses;

  private ServerProduct(String name, boolean hasProcesses) {
    this.name = name;
    this.hasProcesses = hasProcesses;
  }

  /** By its provider's name alone, before there is a connection. */
  static ServerProduct of(EndpointName endpoint) {
    String host = endpoint.lowerHost();
    if (isAmazons(host, ".redshift.") || isAmazons(host, ".redshift-serverless.")) {
      return new ServerProduct(REDSHIFT, false);
    }
    if (isAmazons(host, ".rds.") && host.contains(".cluster-")) {
      return new ServerProduct("Amazon Aurora", true);
    }
    if (host.endsWith(".tsdb.cloud.timescale.com")) {
      return new ServerProduct("Timescale Cloud", true);
    }
    if (host.endsWith(".postgres.cosmos.azure.com")) {
      return new ServerProduct("Azure Cosmos DB for PostgreSQL (Citus)", true);
    }
    return host.endsWith(".alloydb.goog") || host.endsWith(".alloydb-psc.goog")
        ? new ServerProduct("AlloyDB", true)
        : POSTGRESQL;
  }

  private static boolean isAmazons(String host, String service) {
    return host.contains(service)
        && (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"));
  }

  /**
   * By what the handshake has reported.
   *
   * @param cockroach {@code crdb_version}
   * @param redshift {@code padb_version}
   * @param version {@code server_version}
   * @return null if it says nothing
   */
  static @Nullable ServerProduct of(
      @Nullable String cockroach, @Nullable String redshift, @Nullable String version) {
    if (cockroach != null) {
      // "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built ...)"
      int end = cockroach.indexOf(" (");
      return new ServerProduct(end < 0 ? cockroach : cockroach.substring(0, end), false);
    }
    if (redshift != null) {
      return new ServerProduct(REDSHIFT, false);
    }
    int mark = version == null ? -1 : version.toUpperCase(Locale.ROOT).indexOf(YUGABYTE);
    return version == null || mark < 0
        ? null
        : new ServerProduct("YugabyteDB " + version.substring(mark + YUGABYTE.length()), true);
  }

  /** With its version, where the handshake tells one. */
  public String name() {
    return name;
  }

  /** Whether the number in the handshake is that of a process of the operating system. */
  boolean hasProcesses() {
    return hasProcesses;
  }

  /** Whether it takes what the driver sends at startup to PostgreSQL 9.0 and later. Redshift is a PostgreSQL 8.0.2. */
  public boolean takesModernStartup() {
    return !name.equals(REDSHIFT);
  }
}
