package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.postgres.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;

/** The endpoints that this JVM has connected to lately, and those with open connections. An application connects to a handful. Any thread. */
final class KnownEndpoints {
  /** More than an application uses at a time. Rotating credentials bring new users without end. */
  private static final int MOST = 500;

  /** By host, port, database and user. */
  private static final Map<String, Endpoint> ENDPOINTS = new RecentlyUsed<>(MOST);

  /** By host, port and database: users share it. */
  private static final Map<String, Pooler> POOLERS = new RecentlyUsed<>(MOST);

  private KnownEndpoints() {}

  static Endpoint of(Properties effective, Settings settings) {
    // With several hosts the driver lists them, and their ports. The first one names them all.
    String host = first(DriverProperty.HOST.in(effective, "localhost"));
    int port = number(first(DriverProperty.PORT.in(effective, "5432")));
    String database = DriverProperty.DATABASE.in(effective, "");
    String name = host + ":" + first(DriverProperty.PORT.in(effective, "5432")) + "/" + database;
    String key = name + " " + DriverProperty.USER.in(effective, "");
    synchronized (ENDPOINTS) {
      Endpoint found = ENDPOINTS.get(key);
      if (found == null) {
        EndpointName said = EndpointName.of(host, port);
        Pooler pooler = POOLERS.get(name);
        if (pooler == null) {
          pooler = new Pooler(said, option(settings, effective));
          POOLERS.put(name, pooler);
        }
        found = new Endpoint(name, new Databases.Database(database, host, port), pooler);
        ENDPOINTS.put(key, found);
      }
      return found;
    }
  }

  /** The option {@code pooler} is not about the server's direct endpoint. */
  private static String option(Settings settings, Properties effective) {
    if (!settings.has(Option.ENDPOINT_DIRECT)) {
      return settings.text(Option.POOLER);
    }
    Address direct = Address.parse(settings.text(Option.ENDPOINT_DIRECT));
    Address here = DriverProperty.address(effective);
    boolean isDirect = direct != null && here != null && direct.isSamePlace(here);
    return isDirect ? "direct" : settings.text(Option.POOLER);
  }

  static Collection<Pooler> poolers() {
    synchronized (ENDPOINTS) {
      return new ArrayList<>(POOLERS.values());
    }
  }

  static int size() {
    synchronized (ENDPOINTS) {
      return ENDPOINTS.size();
    }
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
}
