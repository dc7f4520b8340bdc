package io.tripmeter.pool;

import io.tripmeter.signals.metrics.PoolGauges;
import io.tripmeter.weave.Weaving;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A product with one pool, whose connections are objects. For tests of any package; each is its own configuration, and its own pool. */
public final class FakePool
    implements PoolProduct, PoolConfiguration, PoolGauges, EntryFilling, PoolLimits, AsideEntries {
  @Override
  public String classes() {
    return "fake/";
  }

  private final Map<PoolSetting, Long> settings = new EnumMap<>(PoolSetting.class);
  private final List<Object> entries = new CopyOnWriteArrayList<>();
  private final List<Connection> aside = new CopyOnWriteArrayList<>();
  private final String url;
  private String failing = "";
  private PoolFilling filling = this;

  public FakePool(String url, int max) {
    this.url = url;
    settings.put(PoolSetting.MAX_SIZE, (long) max);
    settings.put(PoolSetting.MIN_IDLE, (long) max);
  }

  public FakePool with(PoolSetting setting, long value) {
    settings.put(setting, value);
    return this;
  }

  Long setting(PoolSetting setting) {
    return settings.get(setting);
  }

  /** From now on this of its methods is not as its caller knows it. */
  FakePool failingAt(String method) {
    failing = method;
    return this;
  }

  FakePool filledBy(PoolFilling other) {
    filling = other;
    return this;
  }

  /** What was opened aside so far. */
  List<Connection> aside() {
    return aside;
  }

  private void step(String method) throws NoSuchMethodException {
    if (failing.equals(method)) {
      throw new NoSuchMethodException(method);
    }
  }

  /** A connection that knows nothing but whether it is closed. */
  public static Connection connection() {
    AtomicBoolean closed = new AtomicBoolean();
    return (Connection) Proxy.newProxyInstance(
        FakePool.class.getClassLoader(),
        new Class<?>[] {Connection.class},
        (proxy, method, arguments) -> {
          switch (method.getName()) {
            case "close":
              closed.set(true);
              return null;
            case "isClosed":
              return closed.get();
            case "hashCode":
              return System.identityHashCode(proxy);
            case "equals":
              return proxy == arguments[0];
            default:
              throw new UnsupportedOperationException(method.getName());
          }
        });
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Weaving> weavings(int product) {
    return Collections.emptyList();
  }

  @Override
  public String poolName(Object config) {
    return "fake";
  }

  @Override
  public Target target(Object config) {
    return Target.ofUrl(url);
  }

  @Override
  public String server(Object config) {
    return url;
  }

  @Override
  public String initSql(Object config) throws NoSuchMethodException {
    step("initSql");
    return "";
  }

  @Override
  public PoolProperties properties() {
    PoolProperties all = new PoolProperties();
    for (PoolSetting setting : PoolSetting.values()) {
      all.with(setting, new Property(setting));
    }
    return all;
  }

  private final class Property implements PoolProperty {
    private final PoolSetting setting;

    Property(PoolSetting setting) {
      this.setting = setting;
    }

    @Override
    public Long read(Object config) {
      return settings.get(setting);
    }

    @Override
    public void write(Object config, long value) {
      settings.put(setting, value);
    }

    @Override
    public boolean isDefault(Object config, long value) {
      switch (setting) {
        case MIN_IDLE:
          return value == settings.get(PoolSetting.MAX_SIZE);
        case KEEPALIVE:
          return value == 120_000;
        case IDLE_TIMEOUT:
          return value == 600_000;
        default:
          return true;
      }
    }
  }

  @Override
  public PoolConfiguration configuration() {
    return this;
  }

  @Override
  public PoolGauges gauges() {
    return this;
  }

  @Override
  public PoolFilling filling() {
    return filling;
  }

  @Override
  public PoolLimits limits() {
    return this;
  }

  @Override
  public AsideEntries asideEntries() {
    return this;
  }

  @Override
  public List<Object> parts(Object pool) throws NoSuchMethodException {
    step("parts");
    return Collections.emptyList();
  }

  @Override
  public boolean testsOnBorrow(Object config) throws NoSuchMethodException {
    step("testsOnBorrow");
    return true;
  }

  @Override
  public int kept(Object config) {
    return settings.get(PoolSetting.MIN_IDLE).intValue();
  }

  @Override
  public void resize(Object pool, int max, int minIdle) throws NoSuchMethodException {
    settings.put(PoolSetting.MAX_SIZE, (long) max);
    step("resize");
    settings.put(PoolSetting.MIN_IDLE, (long) minIdle);
  }

  @Override
  public boolean isOpen(Object pool) {
    return true;
  }

  @Override
  public int size(Object pool) {
    return entries.size();
  }

  @Override
  public Object create(Object pool) {
    aside.add(connection());
    return aside.get(aside.size() - 1);
  }

  @Override
  public void add(Object pool, Object created) {
    entries.add(created);
  }

  @Override
  public void discard(Object created) throws ReflectiveOperationException {
    if (created instanceof Connection) {
      try {
        ((Connection) created).close();
      } catch (SQLException never) {
        throw new ReflectiveOperationException(never);
      }
    }
  }

  @Override
  public void fill(Object pool) {}

  @Override
  public Connection openAside(Object pool) {
    return connection();
  }

  @Override
  public Connection lend(Object pool, Object created) throws NoSuchMethodException {
    step("lend");
    return (Connection) created;
  }

  @Override
  public Connection connection(Object created) throws NoSuchMethodException {
    step("connection");
    return (Connection) created;
  }

  @Override
  public int idle(Object pool) {
    return entries.size();
  }

  @Override
  public int used(Object pool) {
    return 0;
  }

  @Override
  public int pending(Object pool) {
    return 0;
  }

  @Override
  public int max(Object pool) {
    return settings.get(PoolSetting.MAX_SIZE).intValue();
  }

  @Override
  public int minIdle(Object pool) {
    return settings.get(PoolSetting.MIN_IDLE).intValue();
  }

  @Override
  public int maxIdle(Object pool) {
    return max(pool);
  }
}
