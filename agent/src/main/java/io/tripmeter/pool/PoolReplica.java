package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
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
import java.sql.SQLException;
import java.util.Collections;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The replica that an operator has named for one pool. Any thread. */
final class PoolReplica implements ReadPool {
  private static final long BORROW_MILLIS = 5_000;

  private static final ReplicaClaim CLAIM = new ReplicaClaim();
  private static final ThreadLocal<@Nullable Boolean> PLAIN = new ThreadLocal<>();

  private final ManagedPool primary;
  private final ReplicaUrl url;

  /** By which the primary's pool was made. */
  private final WeakReference<Object> config;

  private final ProbeConnections probes;
  private final ReplicaPool reads;
  private volatile @Nullable PoolStats primarys;
  private volatile @Nullable DriverRequest asked;
  private volatile boolean ended;

  private PoolReplica(ManagedPool primary, Connections connections, ReplicaUrl url, Object config) {
    this.primary = primary;
    this.url = url;
    this.config = new WeakReference<>(config);
    probes = new ProbeConnections(connections);
    reads = new ReplicaPool(primary.product());
  }

  /** Of a pool for which one is named; null if the name is not understood. */
  static @Nullable PoolReplica of(ManagedPool primary, Connections connections, Object config) {
    ReplicaUrl url = ReplicaUrl.of(primary.settings().text(Option.REPLICA_URL));
    return url == null ? null : new PoolReplica(primary, connections, url, config);
  }

  static boolean isBorrowingPlain() {
    return PLAIN.get() != null;
  }

  ReplicaUrl url() {
    return url;
  }

  String name() {
    return PoolNames.ofReplica(primary.name());
  }

  Settings settings() {
    return primary.settings().forReplica(name());
  }

  /** The pool asks the driver for a connection. */
  void asked(Driver driver, String itsUrl, @Nullable Properties info) {
    DriverRequest before = asked;
    if (before == null || !before.isLike(driver, itsUrl, info)) {
      asked = new DriverRequest(driver, itsUrl, info);
    }
  }

  /** The pool stands. */
  void begin(PoolStats owner, Telemetry telemetry) {
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

  private @Nullable Object primarysPool() {
    PoolStats owner = primarys;
    return owner == null ? null : owner.pool();
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
    Object pool = primarysPool();
    String own = pool == null ? null : second.obstacle(pool, config.get());
    DriverRequest like = asked;
    Properties effective = own != null || like == null ? null : like.effective();
    return effective == null ? own : CLAIM.obstacle(primary.settings(), effective, url);
  }

  @Override
  public @Nullable Connection openProbe() throws SQLException {
    DriverRequest like = asked;
    return like == null
        ? null
        : probes.open(like, url.forPool(like.url(), like.info()), settings());
  }

  @Override
  public @Nullable Connection openToPrimary() throws SQLException {
    DriverRequest like = asked;
    return like == null ? null : probes.open(like, like.url(), primary.settings());
  }

  private SecondPools second() {
    return Objects.requireNonNull(primary.product().secondPools());
  }

  @Override
  public void open() throws Exception {
    Object pool = primarysPool();
    if (pool != null) {
      reads.open(
          this,
          pool.getClass().getClassLoader(),
          () -> second().open(pool, config.get(), name(), BORROW_MILLIS));
    }
  }

  /** The pool for the replica is made. */
  void opened(PoolStats replicas) {
    reads.made(replicas);
  }

  @Override
  public int max() {
    return reads.max();
  }

  @Override
  public Set<String> undone() {
    SecondPools second = primary.product().secondPools();
    return second == null ? Collections.emptySet() : second.undone();
  }

  @Override
  public Connection borrow() throws SQLException {
    return reads.borrow();
  }

  @Override
  public Connection borrowPrimary() throws SQLException {
    Object pool = primarysPool();
    if (pool == null) {
      throw new SQLException("the primary's pool has been dropped");
    }
    PLAIN.set(true);
    try {
      return second().borrow(pool, config.get());
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
  public void close() {
    reads.end();
  }
}
