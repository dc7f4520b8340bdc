package io.tripmeter.connect;

import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.postgres.Databases;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What was learnt of one host, port, database and user: what of ours is refused there, and which defaults the server has. Any thread. */
public final class Endpoint {
  private static final int MOST_OPTIONS = 20;

  private final RefusedParameters refused = new RefusedParameters();
  private final BeginSupport begin = new BeginSupport();

  /** By the options of the startup packet, which may set timeouts without naming them. */
  private final Map<String, ServerTimeouts> timeouts = new ConcurrentHashMap<>();

  private final String name;
  private final Databases.Database database;
  private final Pooler pooler;
  private final AtomicInteger lessons = new AtomicInteger();
  private volatile boolean optionsArrive;

  Endpoint(String name, Databases.Database database, Pooler pooler) {
    this.name = name;
    this.database = database;
    this.pooler = pooler;
  }

  /** @param effective what the driver has made of URL and properties */
  public static Endpoint of(Properties effective, Settings settings) {
    return KnownEndpoints.of(effective, settings);
  }

  /** Of the endpoints that this JVM has connected to lately. */
  public static Collection<Pooler> poolers() {
    return KnownEndpoints.poolers();
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

  /** Equal to an earlier number if nothing was learnt since then on which a connection's plan depends. */
  public long learnt() {
    return ((long) lessons.get() + begin.results()) << 16 | pooler.state();
  }

  /** Returns whether this is new. */
  public boolean refuses(String parameter) {
    boolean isNew = refused.add(parameter);
    if (isNew) {
      lessons.incrementAndGet();
    }
    return isNew;
  }

  public boolean isRefused(String parameter) {
    return refused.contains(parameter);
  }

  /** All or one of these is refused. They are left out for a while. */
  void refusesOneOf(Collection<String> parameters) {
    refused.addOneOf(parameters);
    lessons.incrementAndGet();
  }

  /**
   * Whether settings in the startup packet's options are in force in the session and stay this application's. They are not where sessions
   * are shared, nor where a pooler refuses the options or drops them.
   */
  public boolean carriesOptions() {
    return pooler.carriesOptions() && !isRefused(DriverProperty.OPTIONS.key());
  }

  /** Options of ours in the startup packet were seen in force. */
  void optionsArrive() {
    optionsArrive = true;
  }

  /** Whether options in the startup packet are known to be in force in the session. */
  boolean isKnownToTakeOptions() {
    return optionsArrive || pooler.isProvenDirect();
  }

  /** The timeouts that sessions with these options begin with; null if unknown. */
  @Nullable
  ServerTimeouts timeouts(String options) {
    return timeouts.get(options);
  }

  void learned(String options, ServerTimeouts told) {
    // An application has a handful of options. One that makes up new ones all the time is asked
    // again.
    if (timeouts.size() > MOST_OPTIONS) {
      timeouts.clear();
    }
    timeouts.put(options, told);
    lessons.incrementAndGet();
  }

  public BeginSupport begin() {
    return begin;
  }

  /** Whether no settings go with BEGIN here. */
  public boolean isWithoutBeginSettings() {
    return begin.hasFailed() || pooler.verdict() == Verdict.STATEMENT;
  }
}
