package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.Databases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has been learnt of one server, database and user: what of ours it refuses, and what it has defaults of its own for. The
 * most recent ones are kept, and those that connections are open to; an application talks to a handful.
 */
public final class Endpoint {
  private static final int MOST_OPTIONS = 20;

  /** More than any application talks to at a time; users of rotating credentials are as many as there is time. */
  private static final int MOST = 500;

  private static final Map<String, Endpoint> KNOWN = new RecentlyUsed<>(MOST);

  /** By host, port and database: it is the same for every user. */
  private static final Map<String, Pooler> POOLERS = new RecentlyUsed<>(MOST);

  /** How long something is left out that may have been refused by chance: what refused it did not say what it was. */
  private static final long UNNAMED_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Until when, by {@link System#nanoTime()}. */
  private final Map<String, Long> refusedUntil = new ConcurrentHashMap<>();

  /** By the options of the startup packet, which may set what they do not name to us. */
  private final Map<String, ServerTimeouts> timeouts = new ConcurrentHashMap<>();

  private final Set<String> ridden = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lost = new AtomicInteger();
  private final ReentrantLock riding = new ReentrantLock();
  private final String name;

  private final Databases.Database database;
  private final Pooler pooler;
  private volatile boolean cannotRide;
  private volatile boolean optionsArrive;

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
    synchronized (KNOWN) {
      Endpoint found = KNOWN.get(key);
      if (found == null) {
        EndpointName said = EndpointName.of(host, number(port));
        found = new Endpoint(
            name,
            new Databases.Database(databaseName, host, number(port)),
            POOLERS.computeIfAbsent(name, unseen -> new Pooler(said, pooler(settings, effective))));
        KNOWN.put(key, found);
      }
      return found;
    }
  }

  /** What an operator says of the pooler is not said of the server's own endpoint beside it. */
  private static String pooler(Settings settings, Properties effective) {
    if (!settings.has(Option.ENDPOINT_DIRECT)) {
      return settings.text(Option.POOLER);
    }
    Address direct = Address.parse(settings.text(Option.ENDPOINT_DIRECT));
    Address here = Address.of(effective);
    boolean isDirect = direct != null && here != null && direct.isSamePlace(here);
    return isDirect ? "direct" : settings.text(Option.POOLER);
  }

  /** What stands at the places that this JVM has talked to of late. */
  public static Collection<Pooler> poolers() {
    synchronized (KNOWN) {
      return new ArrayList<>(POOLERS.values());
    }
  }

  static int remembered() {
    synchronized (KNOWN) {
      return KNOWN.size();
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

  public Databases.Database database() {
    return database;
  }

  /** host:port/database, for people. */
  public String name() {
    return name;
  }

  /** host:port, the same for all databases and users there. */
  public String server() {
    return name.substring(0, name.indexOf('/')).toLowerCase(Locale.ROOT);
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
    Long until = refusedUntil.get(parameter);
    return refused.contains(parameter) || (until != null && System.nanoTime() - until < 0);
  }

  /** All or one of these is refused; they are left out for a while, then it is seen whether that has changed. */
  void refusesOneOf(Collection<String> parameters) {
    for (String parameter : parameters) {
      refusedUntil.put(parameter, System.nanoTime() + UNNAMED_NANOS);
    }
  }

  /**
   * Whether settings of ours in the startup packet's options are in force in the session, and stay this application's: not where sessions
   * change hands, and not where a pooler refuses the options, or takes them and drops them.
   */
  public boolean carriesOptions() {
    return pooler.carriesOptions() && !isRefused(StartupPlan.OPTIONS);
  }

  /** Options of ours in the startup packet were seen in force. */
  void optionsArrive() {
    optionsArrive = true;
  }

  /** Whether options in the startup packet are known to be in force in the session. */
  boolean isKnownToTakeOptions() {
    return optionsArrive || pooler.isProvenDirect();
  }

  /** What sessions with these options have of themselves; null if nothing is known of it. */
  @Nullable
  ServerTimeouts timeouts(String options) {
    return timeouts.get(options);
  }

  void learned(String options, ServerTimeouts told) {
    // An application has a handful of them; one that makes up ever new ones is asked again.
    if (timeouts.size() > MOST_OPTIONS) {
      timeouts.clear();
    }
    timeouts.put(options, told);
  }

  /** Held while one connection tries whether settings ride with BEGIN here; the others wait for what it finds. */
  public Lock riding() {
    return riding;
  }

  /** These settings were in force in a transaction that they had ridden with. */
  public void hasRidden(String rider) {
    ridden.add(rider);
  }

  /** Whether these settings are known to ride. */
  public boolean isRidden(String rider) {
    return rider.isEmpty() || ridden.contains(rider);
  }

  /** A connection was lost while it was tried; how often so far. */
  public int lostWhileRiding() {
    return lost.incrementAndGet();
  }

  /** Nothing rides with BEGIN: the driver is not as we know it, or what rode was not in force. */
  public void cannotRide() {
    cannotRide = true;
  }

  public boolean isWithoutRider() {
    return cannotRide || pooler.verdict() == Verdict.STATEMENT;
  }
}
