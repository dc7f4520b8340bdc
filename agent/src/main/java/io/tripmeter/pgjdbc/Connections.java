package io.tripmeter.pgjdbc;

import io.tripmeter.boot.ConnectGate;
import io.tripmeter.boot.DriverHooks;
import io.tripmeter.boot.OpenConnection;
import io.tripmeter.boot.OpenConnections;
import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.boot.TripStream;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.Routes;
import io.tripmeter.connect.StartupPlan;
import io.tripmeter.hazards.Endpoints;
import io.tripmeter.hazards.HazardWatch;
import io.tripmeter.log.Log;
import io.tripmeter.log.LogEvent;
import io.tripmeter.reflect.ReflectiveAccess;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens the driver's connections: with the settings that are right for them, or from those that a warm-up has ready. Called on the thread
 * that asked the driver, once a connection.
 */
public final class Connections
    implements DriverHooks.Connections,
        DriverHooks.Validation,
        DriverHooks.Transactions,
        Endpoints {
  /** Connections that may be lost while they are asked, one after the other. */
  private static final int ATTEMPTS = 3;

  /** What pools have to say about a connection that is about to be opened. */
  public interface Owners {
    /** The settings for connections of this pool. */
    Settings settings(PoolStats pool);

    /** The statement that the pool will run first on its connections. */
    @Nullable
    String initSql(PoolStats pool);

    /** A connection that is ready for just these, or null; also the moment to begin opening others. */
    @Nullable
    Connection ready(Driver driver, String url, @Nullable Properties info, PoolStats pool);

    /** A connection that was opened beside the one that the server has just refused on this thread, or null. */
    @Nullable
    Connection inPlaceOfRefused();

    /** What keeps connections of this pool, or of one that is being created on this thread, behind its first one; null for nothing. */
    @Nullable
    ConnectGate gate(PoolStats pool);

    /** Whether connections of this pool will be asked what stands before the server. */
    boolean probes(PoolStats pool);

    /** Whether the connection that this thread opens is a migration's, and not one that a pool opens for itself meanwhile. */
    boolean isForMigration(PoolStats pool);

    /** The connection, or what keeps the pool that is being created on this thread from being created. */
    Object admitted(Connection connection, PoolStats pool);

    /** Without a question of ours it has shown what stands there: by a connection of no pool that is known, or by what was refused. */
    void unasked(PoolStats pool, Endpoint endpoint);

    /** The plan by which connections of this pool are opened. */
    void planned(PoolStats pool, StartupPlan plan);
  }

  private final Owners owners;
  private final Routes routes;

  public Connections(Owners owners, Routes routes) {
    this.owners = owners;
    this.routes = routes;
  }

  @Override
  public @Nullable Object open(Object driver, String url, @Nullable Object info) {
    if (!url.startsWith("jdbc:postgresql:")) {
      return null;
    }
    PoolStats opening = ThreadState.current().pool().opening();
    PoolStats pool = opening == null ? PoolStats.NONE : opening;
    try {
      Object brought = bring((Driver) driver, url, (Properties) info, pool);
      return brought instanceof Connection ? admitted((Connection) brought, pool) : brought;
    } catch (Throwable ours) {
      Log.warn("connection opened as the application asked, Tripmeter could not prepare it")
          .error(ours)
          .once("open")
          .write();
      return null;
    }
  }

  private @Nullable Object bring(
      Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws ReflectiveOperationException {
    try {
      Connection ready = owners.ready(driver, url, info, pool);
      return ready != null ? ready : open(driver, url, info, pool);
    } catch (SQLException theServers) {
      Connection instead = owners.inPlaceOfRefused();
      return instead != null ? instead : theServers;
    } catch (DriverFailure theDrivers) {
      return theDrivers.theDrivers();
    }
  }

  private Object admitted(Connection connection, PoolStats pool) {
    try {
      return owners.admitted(connection, pool);
    } catch (Throwable ours) {
      close(connection);
      throw ours;
    }
  }

  /** Opens a connection for this pool. What the driver throws is the application's. */
  public @Nullable Connection open(
      Driver driver, String url, @Nullable Properties info, PoolStats pool)
      throws SQLException, ReflectiveOperationException {
    Settings settings = owners.settings(pool);
    AtomicReference<@Nullable Connection> latest = new AtomicReference<>();
    Routes.Opener opener = new Routes.Opener() {
      @Override
      public @Nullable Properties effective(String there) throws ReflectiveOperationException {
        return Connections.effective(driver, there, info);
      }

      @Override
      public @Nullable Connection open(String there)
          throws SQLException, ReflectiveOperationException {
        return openAt(driver, there, info, pool, latest);
      }
    };
    try {
      if (settings.adviseOnly()) {
        routes.advise(settings, opener, url, pool.name());
        return opener.open(url);
      }
      return routes.open(settings, opener, url, pool.name(), owners.isForMigration(pool));
    } catch (Throwable failed) {
      // One that was opened, and has not come to be what it should: nobody has it.
      Connection opened = latest.get();
      if (opened != null) {
        close(opened);
      }
      throw failed;
    }
  }

  /**
   * At this URL and no other, with the settings that are right there.
   *
   * @param latest is given each one as soon as it is open
   */
  private @Nullable Connection openAt(
      Driver driver,
      String url,
      @Nullable Properties info,
      PoolStats pool,
      AtomicReference<@Nullable Connection> latest)
      throws SQLException, ReflectiveOperationException {
    Settings settings = owners.settings(pool);
    if (settings.adviseOnly()) {
      Properties effective = effective(driver, url, info);
      StartupPlan advised = effective == null ? null : plan(settings, effective, pool);
      if (advised != null) {
        owners.planned(pool, advised);
      }
      Connection plain = new Opening(driver, url, info, pool, null).open(() -> null);
      latest.set(plain);
      return linked(plain, pool, advised, null);
    }
    for (int attempt = 1; ; attempt++) {
      Opening opening =
          new Opening(driver, url, info, pool, attempt == 1 ? owners.gate(pool) : null);
      Connection opened = opening.open(() -> {
        Properties effective = effective(driver, url, info);
        return effective == null ? null : plan(settings, effective, pool);
      });
      latest.set(opened);
      StartupPlan by = opening.plan();
      if (opened == null || by == null) {
        return opened;
      }
      linked(opened, pool, by, validation(pool, by, effective(driver, url, info)));
      if (attempt == ATTEMPTS) {
        // Each one before was lost while it was asked: this one is as the application would have
        // it.
        owners.planned(pool, by.unanswered());
        return opened;
      }
      if (begins(opened, pool, by)) {
        return opened;
      }
    }
  }

  /** False if the connection was lost meanwhile: what was asked of it is not asked again. */
  private boolean begins(Connection opened, PoolStats pool, StartupPlan plan) {
    try {
      StartupPlan now = SessionStart.begin(opened, plan);
      ConnectionState state = ConnectionState.of(opened);
      if (state != null && now != plan) {
        state.follow(now);
        prepare(opened, plan, now);
      }
      owners.planned(pool, now);
      return true;
    } catch (ReflectiveOperationException unknown) {
      Log.debug("a connection keeps what it was opened with").error(unknown).write();
      return true;
    } catch (SQLException lost) {
      close(opened);
      return false;
    }
  }

  /** One that nobody will have. */
  static void close(Connection opened) {
    try {
      opened.close();
    } catch (SQLException closedAlready) {
      // Nothing is left to do for it.
    }
  }

  private StartupPlan plan(Settings settings, Properties effective, PoolStats pool) {
    return StartupPlan.of(
        settings,
        effective,
        owners.initSql(pool),
        owners.isForMigration(pool),
        owners.probes(pool));
  }

  /** The driver's own reading of URL and properties; null if it does not take them. */
  private static @Nullable Properties effective(
      Driver driver, String url, @Nullable Properties info) throws ReflectiveOperationException {
    Properties all = new Properties(defaults(driver));
    if (info != null) {
      for (String name : info.stringPropertyNames()) {
        all.setProperty(name, info.getProperty(name));
      }
    }
    return (Properties) ReflectiveAccess.of(driver).call("parseURL", url, all);
  }

  /** What the application's org/postgresql/driverconfig.properties says, which Driver.connect puts below URL and properties. */
  private static Properties defaults(Driver driver) {
    try {
      return (Properties) ReflectiveAccess.of(driver).get("getDefaultProperties");
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return new Properties();
    }
  }

  private @Nullable Connection linked(
      @Nullable Connection connection,
      PoolStats pool,
      @Nullable StartupPlan plan,
      @Nullable Validation validation) {
    if (connection == null) {
      return null;
    }
    try {
      Object executor = ReflectiveAccess.of(connection).get("getQueryExecutor");
      ReflectiveAccess pgStream = ReflectiveAccess.of(executor).part("pgStream");
      Object wrapped = pgStream.part("pgInput").call("getWrapped");
      Object socket = pgStream.call("getSocket");
      if (wrapped instanceof TripStream && socket instanceof Socket) {
        TripStream stream = (TripStream) wrapped;
        Validation watched =
            validation != null && KeepAlive.prepare((Socket) socket) ? validation : null;
        ConnectionState state =
            new ConnectionState(connection, stream, (Socket) socket, pool, plan, watched);
        link(connection, executor, stream, state);
        if (watched != null) {
          IdleWatch.begin();
        }
        pipeline(stream, pgStream, (Socket) socket);
        state.carry(executor, stream);
      } else {
        reportUncounted("the driver's stream is not the one that counts");
      }
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      reportUncounted(unknown.toString());
    }
    return connection;
  }

  /** From now on messages of ours may go ahead of the driver's. Fields as in pgjdbc 42.2.29 to 42.7.14. */
  private static void pipeline(TripStream stream, ReflectiveAccess pgStream, Socket socket)
      throws ReflectiveOperationException {
    Object input = pgStream.field("pgInput");
    Object output = pgStream.field("pgOutput");
    if (input instanceof InputStream && output instanceof OutputStream) {
      stream.pipelineThrough((InputStream) input, (OutputStream) output, socket);
    }
  }

  private void link(
      Connection connection, Object executor, TripStream stream, ConnectionState state)
      throws ReflectiveOperationException {
    if (stream.connectTrips() == 0) {
      reportUncounted("a connection was opened without a round trip");
    }
    stream.link(state.pool());
    OpenConnections.add(connection, state);
    OpenConnections.add(executor, state);
    StartupPlan plan = state.plan();
    if (plan == null) {
      return;
    }
    HazardWatch.refresh();
    if (state.pool() == PoolStats.NONE) {
      plan.endpoint().pooler().seenKey(ReflectiveAccess.of(connection).number("getBackendPID"));
      if (!plan.isUpToDate()) {
        follow(plan.endpoint());
      }
      owners.unasked(PoolStats.NONE, plan.endpoint());
    }
  }

  @Override
  public void refusesTransactions(Object executor) {
    Endpoint endpoint = endpointOf(executor);
    if (endpoint != null && endpoint.pooler().refusesTransactions()) {
      follow(endpoint);
      owners.unasked(poolOf(executor), endpoint);
    }
  }

  /** For a pool's connections whose sockets the application has left to us; else the pool validates as it does. */
  private static @Nullable Validation validation(
      PoolStats pool, StartupPlan plan, @Nullable Properties effective) {
    boolean isWanted = plan.settings().text(Option.POOL_VALIDATION).equals("auto");
    return pool == PoolStats.NONE
            || !isWanted
            || effective == null
            || KeepAlive.isTheApplications(effective)
        ? null
        : new Validation(plan.endpoint());
  }

  /** The plan by which this connection's settings are what they are; null if it has none. */
  public @Nullable StartupPlan planOf(Connection connection) {
    ConnectionState state = ConnectionState.of(connection);
    return state == null ? null : state.plan();
  }

  /** More is known of what stands there: connections that are open there follow. Their users may be using them meanwhile. */
  public void follow(Endpoint endpoint) {
    HazardWatch.refresh();
    for (OpenConnection open : OpenConnections.all()) {
      ConnectionState state = (ConnectionState) open;
      StartupPlan before = state.plan();
      Connection connection = state.connection();
      if (connection != null
          && before != null
          && before.endpoint().pooler() == endpoint.pooler()
          && !before.settings().adviseOnly()) {
        try {
          follow(connection, state, before);
        } catch (ReflectiveOperationException | RuntimeException unknown) {
          Log.debug("a connection keeps what it was opened with").error(unknown).write();
        }
      }
    }
  }

  /** What a first connection has shown is tried on it; it, and all others there, follow. Nobody else has the connection. */
  public StartupPlan settle(Connection connection, StartupPlan before) throws SQLException {
    StartupPlan now = SessionStart.ride(connection, before.renewed());
    follow(before.endpoint());
    return now;
  }

  private void follow(Connection connection, ConnectionState state, StartupPlan before)
      throws ReflectiveOperationException {
    StartupPlan now = before.renewed();
    if (!now.isOfSession() && now.endpoint().isRidden(now.rider())) {
      state.follow(now);
      if (!now.rider().equals(before.rider())) {
        SessionStart.install(connection, now);
      }
    }
    prepare(connection, before, now);
  }

  private static void prepare(Connection connection, StartupPlan before, StartupPlan now)
      throws ReflectiveOperationException {
    if (now.prepareThreshold() != before.prepareThreshold()) {
      ReflectiveAccess.of(connection).call("setPrepareThreshold", now.prepareThreshold());
    }
  }

  @Override
  public long autocommitTimeout(Object connection) {
    OpenConnection state = OpenConnections.of(connection);
    long millis = state == null ? 0 : state.nextTimeout();
    try {
      return millis != 0 && ((Connection) connection).getAutoCommit() ? millis : 0;
    } catch (SQLException closed) {
      return 0;
    }
  }

  @Override
  public void refused(OpenConnection connection) {
    StartupPlan plan = ((ConnectionState) connection).plan();
    if (plan != null && !plan.endpoint().isRidden(plan.rider())) {
      cannotRide(plan, null);
    }
  }

  /** What this plan has to ride with BEGIN would break every transaction: the connections that are open there go without, too. */
  public void cannotRide(StartupPlan plan, @Nullable Throwable why) {
    plan.endpoint().cannotRide();
    LogEvent line = Log.warn(
            "no session settings through this pooler: the server refuses them, transactions go without")
        .field("endpoint", plan.endpoint().name())
        .field("settings", plan.rider().replace(";SET LOCAL ", ", "));
    (why == null ? line : line.error(why))
        .once("no rider " + plan.endpoint().name())
        .write();
    follow(plan.endpoint());
  }

  /** The self-test: every connection's opening has been counted. */
  private static void reportUncounted(String why) {
    Log.warn("round trips of this driver are not counted: its version is unknown, please report it")
        .field("why", why)
        .once("uncounted")
        .write();
  }

  @Override
  public boolean bypasses(Object connection, PoolStats pool, int seconds) {
    ConnectionState state = ConnectionState.of(connection);
    try {
      return state != null
          && !((Connection) connection).isClosed()
          && state.bypasses(pool, seconds);
    } catch (SQLException | RuntimeException unknown) {
      return false;
    }
  }

  @Override
  public void validated(Object connection, boolean valid) {
    ConnectionState state = ConnectionState.of(connection);
    if (state != null) {
      state.validated(valid);
    }
  }

  @Override
  public void closing(Object connection) {
    ConnectionState state = ConnectionState.of(connection);
    if (state != null) {
      state.closing();
    }
  }

  @Override
  public void lost(PoolStats pool, int millis) {
    pool.lostOne();
    Log.warn("connection closed: no answer to its first statement after the borrow")
        .pool(pool.name())
        .field("millis", millis)
        .write();
  }

  @Override
  public int handshakeTrips(Object socket) {
    // One for TLS 1.3, two for 1.2 and before: RFC 8446 section 2, RFC 5246 section 7.3.
    return socket instanceof SSLSocket
            && !"TLSv1.3".equals(((SSLSocket) socket).getSession().getProtocol())
        ? 2
        : 1;
  }

  @Override
  public @Nullable Object begin(Object executor, Object query, int lift) {
    try {
      return BeginSettings.lifting(executor, query, lift);
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      Log.warn("timeouts of Tripmeter's cannot be lifted at the beginning of a transaction:"
              + " the driver's version is unknown, please report it")
          .error(unknown)
          .once("lift")
          .write();
      return null;
    }
  }

  @Override
  public PoolStats poolOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    return state == null ? PoolStats.NONE : state.pool();
  }

  /**
   * The stream of this query executor's connection, through which messages can be sent ahead of the driver's; null if it is not known. Any
   * thread; neither locks nor allocates.
   */
  public @Nullable TripStream streamOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    return state == null ? null : state.stream();
  }

  @Override
  public @Nullable Endpoint endpointOf(Object executor) {
    ConnectionState state = ConnectionState.of(executor);
    StartupPlan plan = state == null ? null : state.plan();
    return plan == null ? null : plan.endpoint();
  }
}
