package io.tripmeter.child;

import io.tripmeter.child.PoolProduct.Trait;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One version of a product. */
public record PoolUnderTest(PoolProduct product, String version) {
  public static PoolUnderTest hikari(String version) {
    return new PoolUnderTest(PoolProducts.HIKARICP, version);
  }

  /** Each product's newest; in the matrix all versions. */
  public static Stream<PoolUnderTest> ofThisRun() {
    return PoolProducts.ALL.stream().flatMap(PoolUnderTest::ofThisRun);
  }

  public static Stream<PoolUnderTest> newest() {
    return PoolProducts.ALL.stream().map(PoolUnderTest::newest);
  }

  public static Stream<PoolUnderTest> agroals() {
    return ofThisRun(PoolProducts.AGROAL);
  }

  public static Stream<PoolUnderTest> tomcats() {
    return ofThisRun(PoolProducts.TOMCAT_JDBC);
  }

  public static Stream<PoolUnderTest> dbcps() {
    return ofThisRun(PoolProducts.DBCP);
  }

  public static Stream<PoolUnderTest> druids() {
    return ofThisRun(PoolProducts.DRUID);
  }

  public static Stream<PoolUnderTest> c3p0s() {
    return ofThisRun(PoolProducts.C3P0);
  }

  private static Stream<PoolUnderTest> ofThisRun(PoolProduct product) {
    return Libraries.inMatrix()
        ? product.versions.stream().map(version -> new PoolUnderTest(product, version))
        : Stream.of(newest(product));
  }

  private static PoolUnderTest newest(PoolProduct product) {
    return new PoolUnderTest(product, product.versions.get(product.versions.size() - 1));
  }

  public boolean isHikari() {
    return product == PoolProducts.HIKARICP;
  }

  public boolean is(Trait trait) {
    return product.is(trait);
  }

  /** An application with this pool. */
  public ApplicationBuilder with() {
    return on(Application.with());
  }

  /** The same of any application. */
  public ApplicationBuilder on(ApplicationBuilder builder) {
    return isHikari() ? builder.hikari(version) : builder.classPath(product.classPath(version));
  }

  /** For any program of {@code src/child}. */
  public List<Path> childClassPath(String pgjdbc) {
    List<Path> all = new ArrayList<>(
        Libraries.childClassPath(pgjdbc, isHikari() ? version : Libraries.NEWEST_HIKARICP));
    if (!isHikari()) {
      all.addAll(product.classPath(version));
    }
    return all;
  }

  /** The last arguments of {@code example.WorkServer}: pools that are full from the beginning. */
  public String[] working() {
    List<String> all = new ArrayList<>(List.of(product.how));
    all.addAll(product.creation());
    for (String size : List.of(product.maxSize, product.minIdle, product.initialSize)) {
      all.add(size + "=%d");
    }
    all.addAll(product.resetting);
    return all.toArray(String[]::new);
  }

  /** What the agent calls a pool that is created under this name, as the JVM's first, second ... */
  public String name(String created, int number) {
    String format = product.numbered.apply(version);
    return format.isEmpty() ? created : String.format(format, number);
  }

  public boolean isNamed() {
    return !product.named.isEmpty();
  }

  public PoolSettings settings() {
    return new PoolSettings(product, version);
  }

  /** The command that creates it. */
  public String[] command(String name, PostgresServer server, String url, PoolSettings settings) {
    List<String> all = new ArrayList<>(product.creation());
    all.addAll(settings.words());
    return Application.poolCommand(name, product.how, server, url, all.toArray(String[]::new));
  }

  public void create(
      Application application,
      String name,
      PostgresServer server,
      Link link,
      PoolSettings settings) {
    String answer = application.tell(command(name, server, server.url(link), settings));
    if (!answer.equals("created")) {
      throw new AssertionError(answer + "\n" + application.output());
    }
  }

  /** What the pool itself says of its settings, by their names. */
  public Map<String, String> settingsOf(Application application, String name) {
    Map<String, String> values = new TreeMap<>();
    for (String setting : application.tell("settings", name).split(" ")) {
      int equals = setting.indexOf('=');
      // HikariCP's are capital.
      String key = Character.toLowerCase(setting.charAt(0)) + setting.substring(1, equals);
      values.put(key, setting.substring(equals + 1));
    }
    return values;
  }

  /** In the agent's lines. */
  public String label() {
    return product.label;
  }

  public boolean hasKeepalive() {
    return product.hasKeepalive.test(version);
  }

  public String keepalive() {
    return product.keepalive;
  }

  /** What an operator's sizes and times change besides: see {@link PoolProduct#follows}. */
  public PoolSettings follows() {
    String all = (product.follows + " " + (hasKeepalive() ? product.keptAlive : "")).trim();
    return all.isEmpty() ? settings() : settings().and(all.split(" +"));
  }

  /** What the agent's line about these says besides. */
  public List<String> says() {
    return product.says;
  }

  public boolean isTestedOnBorrow() {
    return product.testsOnBorrow.test(version);
  }

  public boolean isTestedWithoutQuery() {
    return product.testsWithoutQuery.test(version);
  }

  /** Whether an application can give it a statement as its test. */
  public boolean hasQuery() {
    return !product.query.isEmpty();
  }

  /** A connection that was used more recently is lent without a test. */
  public long silenceMillis() {
    return product.silenceMillis;
  }

  /** How many threads of its own open connections. */
  public int threads() {
    return product.threads;
  }

  /** Round trips of each new connection beside its handshake. */
  public int ownTrips() {
    return product.ownTrips;
  }

  /** Further round trips of a new pool, at most. */
  public int furtherTrips() {
    return product.furtherTrips;
  }

  @Override
  public String toString() {
    return product.label.replaceAll("product=|\"", "") + " " + version;
  }
}
