package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.boot.ThreadState;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pgjdbc.DriverUrl;
import io.tripmeter.postgres.JdbcUrl;
import io.tripmeter.reflect.ReflectiveAccess;
import io.tripmeter.replica.Probe;
import io.tripmeter.replica.ReadPool;
import io.tripmeter.replica.Replica;
import io.tripmeter.replica.ReplicaUrl;
import io.tripmeter.session.Connections;
import io.tripmeter.signals.metrics.Telemetry;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The replica that an operator has named for one pool, and the pool of its own that leads there. Any thread. */
final class PoolReplica implements ReadPool {
  private static final String SUFFIX = "-read";

  /** For a probe's connection, in seconds. */
  private static final String PROBE_TIMEOUT = "5";

  private static final long BORROW_MILLIS = 5_000;

  private static final ReplicaClaim CLAIM = new ReplicaClaim();
  private static final ThreadLocal<@Nullable PoolReplica> OPENING = new ThreadLocal<>();
  private static final ThreadLocal<@Nullable Boolean> PLAIN = new ThreadLocal<>();

  private final ManagedPool primary;
  private final Connections connections;
  private final ReplicaUrl url;
  private volatile @Nullable PoolStats primarys;
  private volatile @Nullable Asked asked;
  private volatile @Nullable DataSource source;
  private volatile @Nullable PoolStats stats;
  private volatile boolean ended;

  /** With what the pool asks the driver for its connections: the application's. */
  private static final class Asked {
    final WeakReference<Driver> driver;
    final String url;
    final Properties info = new Properties();

    Asked(Driver driver, String url, @Nullable Properties given) {
      this.driver = new WeakReference<>(driver);
      this.url = url;
      if (given != null) {
        for (String name : given.stringPropertyNames()) {
          info.setProperty(name, given.getProperty(name));
        }
      }
    }
  }

  private PoolReplica(ManagedPool primary, Connections connections, ReplicaUrl url) {
    this.primary = primary;
    this.connections = connections;
    this.url = url;
  }

  /** Of a pool for which one is named; null if the name is not understood. */
  static @Nullable PoolReplica of(ManagedPool primary, Connections connections) {
    ReplicaUrl url = ReplicaUrl.of(primary.settings().text(Option.REPLICA_URL));
    return url == null ? null : new PoolReplica(primary, connections, url);
  }

  /** The replica whose pool this thread opens, or null. */
  static @Nullable PoolReplica openedHere() {
    return OPENING.get();
  }

  static boolean isBorrowingPlain() {
    return PLAIN.get() != null;
  }

  ReplicaUrl url() {
    return url;
  }

  String name() {
    return primary.name() + SUFFIX;
  }

  Settings settings() {
    return primary.settings().forReplica(name());
  }

  /** The pool asks the driver for a connection. */
  void asked(Driver driver, String itsUrl, @Nullable Properties info) {
    Asked before = asked;
    if (before == null
        || before.driver.get() != driver
        || !before.url.equals(itsUrl)
        || (info != null && !before.info.equals(info))) {
      asked = new Asked(driver, itsUrl, info);
    }
  }

  /** The pool stands. */
  void begin(Object pool, PoolStats owner, Telemetry telemetry) {
    primarys = owner;
    Settings settings = primary.settings();
    Replica replica =
        new Replica(primary.name(), url, this, settings.duration(Option.REPLICA_STICKY));
    Reads.add(owner, replica);
    telemetry.replicas().add(replica);
    Probe.begin(replica, settings.duration(Option.REPLICA_MAX_LAG));
  }

  /** The pool closes. */
  void end(PoolStats owner, Telemetry telemetry) {
    ended = true;
    Replica replica = Reads.remove(owner);
    if (replica != null) {
      telemetry.replicas().remove(replica);
    }
    close();
  }

  @Override
  public boolean isWanted() {
    PoolStats owner = primarys;
    return !ended && owner != null && !owner.isClosed() && owner.pool() != null;
  }

  @Override
  public @Nullable String obstacle() throws Exception {
    SecondPools second = primary.product().secondPools();
    if (second == null) {
      return "Tripmeter makes no second pool of " + primary.product().name();
    }
    PoolStats owner = primarys;
    Object pool = owner == null ? null : owner.pool();
    String own = pool == null ? null : second.obstacle(pool);
    Asked like = asked;
    Driver driver = like == null ? null : like.driver.get();
    if (own != null || like == null || driver == null) {
      return own;
    }
    Properties effective = DriverUrl.effective(driver, like.url, like.info);
    return effective == null ? null : CLAIM.obstacle(primary.settings(), effective, url);
  }

  @Override
  public @Nullable Connection openProbe() throws SQLException {
    Asked like = asked;
    Driver driver = like == null ? null : like.driver.get();
    if (like == null || driver == null) {
      return null;
    }
    String timeouts = DriverProperty.CONNECT_TIMEOUT.key();
    String there = JdbcUrl.without(
        url.forPool(like.url, like.info),
        new HashSet<>(Arrays.asList(timeouts, DriverProperty.SOCKET_TIMEOUT.key())));
    Settings settings = settings();
    Properties info = new Properties();
    info.putAll(like.info);
    info.setProperty(timeouts, PROBE_TIMEOUT);
    info.setProperty(DriverProperty.SOCKET_TIMEOUT.key(), PROBE_TIMEOUT);
    info.setProperty(
        DriverProperty.APPLICATION_NAME.key(), settings.text(Option.SESSION_APPLICATION_NAME));
    return connections.openOwn(driver, there, info, settings);
  }

  @Override
  public void open() throws Exception {
    PoolStats owner = primarys;
    Object pool = owner == null ? null : owner.pool();
    if (source != null || pool == null) {
      return;
    }
    Thread thread = Thread.currentThread();
    ThreadState state = ThreadState.current();
    ClassLoader loader = thread.getContextClassLoader();
    // As the application's own thread that creates a pool.
    state.setAgentThread(false);
    thread.setContextClassLoader(pool.getClass().getClassLoader());
    OPENING.set(this);
    DataSource opened;
    try {
      SecondPools second = Objects.requireNonNull(primary.product().secondPools());
      opened = second.open(pool, name(), BORROW_MILLIS);
    } finally {
      OPENING.remove();
      thread.setContextClassLoader(loader);
      state.setAgentThread(true);
    }
    try {
      read(opened);
    } catch (SQLException unusable) {
      close(opened);
      throw unusable;
    }
    source = opened;
    if (ended) {
      close();
    }
  }

  /** As the application will: where the pool, the role or the database say serializable, a hot standby answers nothing. */
  private void read(DataSource from) throws SQLException {
    if (stats == null) {
      throw new SQLException("the pool that was made for it is not known");
    }
    try (Connection connection = from.getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT pg_is_in_recovery()")) {
      if (!answer.next() || !answer.getBoolean(1)) {
        throw new SQLException("the pool that was made for it does not lead to a standby");
      }
    }
  }

  /** The pool for the replica is made. */
  void opened(PoolStats replicas) {
    stats = replicas;
  }

  @Override
  public int max() {
    PoolStats replicas = stats;
    Object pool = replicas == null ? null : replicas.pool();
    return pool == null ? 0 : primary.product().gauges().max(pool);
  }

  @Override
  public Set<String> undone() {
    SecondPools second = primary.product().secondPools();
    return second == null ? Collections.emptySet() : second.undone();
  }

  @Override
  public Connection borrow() throws SQLException {
    DataSource from = source;
    if (from == null) {
      throw new SQLException("the replica's pool is not open");
    }
    return from.getConnection();
  }

  @Override
  public Connection borrowPrimary() throws SQLException {
    PoolStats owner = primarys;
    Object pool = owner == null ? null : owner.pool();
    if (pool == null) {
      throw new SQLException("the primary's pool has been dropped");
    }
    PLAIN.set(true);
    try {
      return (Connection) ReflectiveAccess.of(pool).get("getConnection");
    } catch (ReflectiveOperationException failed) {
      Throwable cause = ReflectiveAccess.cause(failed);
      throw cause instanceof SQLException ? (SQLException) cause : new SQLException(cause);
    } finally {
      PLAIN.remove();
    }
  }

  @Override
  public void lend(Connection connection, Object as) {
    Reads.lend(connection, as);
  }

  @Override
  public synchronized void close() {
    DataSource open = source;
    source = null;
    if (open != null) {
      close(open);
    }
  }

  private static void close(DataSource open) {
    try {
      ReflectiveAccess.of(open).call("close");
    } catch (ReflectiveOperationException | RuntimeException failed) {
      Log.warn("the pool of a replica could not be closed")
          .error(ReflectiveAccess.cause(failed))
          .write();
    }
  }
}
