package io.tripmeter.session;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.otel.Databases;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What has been learnt of one server, database and user: what of ours it refuses, and what it has defaults of its own for. Kept for the
 * JVM's life; an application talks to a handful.
 */
public final class Endpoint {
  private static final Map<String, Endpoint> KNOWN = new ConcurrentHashMap<>();

  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, String> serverDefaults = new ConcurrentHashMap<>();
  private final String name;

  private final Databases.Database database;
  private final Pooler pooler;

  private Endpoint(String name, Databases.Database database, Pooler pooler) {
    this.name = name;
    this.database = database;
    this.pooler = pooler;
  }

  /** By the properties that the driver has made of URL and properties. */
  public static Endpoint of(Properties effective, Settings settings) {
    // With several hosts the driver has them, and their ports, in a list; the first is the name of
    // all.
    String host = first(effective.getProperty("PGHOST", "localhost"));
    String port = first(effective.getProperty("PGPORT", "5432"));
    String databaseName = effective.getProperty("PGDBNAME", "");
    String name = host + ":" + port + "/" + databaseName;
    String key = name + " " + effective.getProperty("user", "");
    Endpoint found = KNOWN.get(key);
    if (found == null) {
      EndpointName said = EndpointName.of(host, number(port));
      Endpoint added = new Endpoint(
          name,
          new Databases.Database(databaseName, host, number(port)),
          new Pooler(said, settings.text(Option.POOLER)));
      found = KNOWN.putIfAbsent(key, added);
      found = found == null ? added : found;
    }
    return found;
  }

  /** All that this JVM has ever talked to. */
  public static Collection<Endpoint> all() {
    return Collections.unmodifiableCollection(KNOWN.values());
  }

  private static String first(String list) {
    int comma = list.indexOf(',');
    return comma < 0 ? list : list.substring(0, comma);
  }

  private static int number(String port) {
    try {
      return Integer.parseInt(port.trim());
    } catch (NumberFormatException notOne) {
      return 5432;
    }
  }

  public Databases.Database database() {
    return database;
  }

  /** host:port/database, for people. */
  public String name() {
    return name;
  }

  /** What stands before the server there. */
  public Pooler pooler() {
    return pooler;
  }

  /** True if it was not known yet. */
  public boolean refuses(String parameter) {
    return refused.add(parameter);
  }

  public boolean isRefused(String parameter) {
    return refused.contains(parameter);
  }

  /** The role or the database has a value of its own, which our default must not override. */
  public void hasDefault(String parameter, String value) {
    serverDefaults.put(parameter, value);
  }

  public boolean hasDefault(String parameter) {
    return serverDefaults.containsKey(parameter);
  }
}
