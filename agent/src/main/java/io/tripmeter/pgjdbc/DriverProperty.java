package io.tripmeter.pgjdbc;

import io.tripmeter.pooler.Address;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connection properties of the driver that Tripmeter reads or sets: PGProperty, and what Driver.parseURL adds. */
public enum DriverProperty {
  /** From the URL. With several hosts this is a list, and the ports are another. */
  HOST("PGHOST"),
  PORT("PGPORT"),
  DATABASE("PGDBNAME"),
  USER("user"),
  PASSWORD("password"),
  KEY_PASSWORD("sslpassword"),

  /** Command-line options for the server. */
  OPTIONS("options"),
  APPLICATION_NAME("ApplicationName"),
  SCHEMA("currentSchema"),
  ASSUMED_VERSION("assumeMinServerVersion"),
  REPLICATION("replication"),

  /** Executions after which a statement stays on the server by name; 0: never. */
  PREPARE_THRESHOLD("prepareThreshold"),
  STATEMENTS_CACHED("preparedStatementCacheQueries"),
  STATEMENTS_CACHED_SIZE("preparedStatementCacheSizeMiB"),
  METADATA_CACHED("databaseMetadataCacheFields"),
  KEEP_ALIVE("tcpKeepAlive"),
  SOCKET_FACTORY("socketFactory"),
  CHANNEL_BINDING("channelBinding"),
  SSL("ssl"),
  SSL_MODE("sslmode"),
  SSL_FACTORY("sslfactory"),
  SSL_HOST_VERIFIER("sslhostnameverifier"),

  /** In seconds. */
  CONNECT_TIMEOUT("connectTimeout"),
  SOCKET_TIMEOUT("socketTimeout"),

  /** Which of several hosts is wanted. */
  TARGET("targetServerType");

  /** What says where a connection goes, without the database. */
  public static final List<DriverProperty> PLACE =
      Collections.unmodifiableList(Arrays.asList(HOST, PORT, TARGET));

  /** PREPARE_THRESHOLD's default. */
  public static final int DEFAULT_PREPARE_THRESHOLD = 5;

  /** APPLICATION_NAME's default. PGSimpleDataSource.setUrl passes it as if the application had set it. */
  public static final String DEFAULT_APPLICATION_NAME = "PostgreSQL JDBC Driver";

  private final String key;

  DriverProperty(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** @param effective what the driver has made of a URL and properties */
  public @Nullable String in(Properties effective) {
    return effective.getProperty(key);
  }

  public String in(Properties effective, String otherwise) {
    return effective.getProperty(key, otherwise);
  }

  public boolean isIn(Properties effective) {
    return in(effective) != null;
  }

  /** Null for several hosts. */
  public static @Nullable Address address(Properties effective) {
    return Address.of(HOST.in(effective, "localhost"), PORT.in(effective, "5432"));
  }

  /** Whether the driver may try more than one. */
  public static boolean hasSeveralHosts(Properties effective) {
    return HOST.in(effective, "").indexOf(',') >= 0;
  }

  /** PGSimpleDataSource.setUrl passes every default as if the application had set it. Nothing else passes these three. */
  public static boolean areAllGiven(Properties effective) {
    return STATEMENTS_CACHED.isIn(effective)
        && STATEMENTS_CACHED_SIZE.isIn(effective)
        && METADATA_CACHED.isIn(effective);
  }

  /** Whether the application has decided itself how its sockets are to be. */
  public static boolean isSocketGiven(Properties effective) {
    return KEEP_ALIVE.isIn(effective) || SOCKET_FACTORY.isIn(effective);
  }
}
