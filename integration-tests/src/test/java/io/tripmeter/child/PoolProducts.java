package io.tripmeter.child;

import io.tripmeter.child.PoolProduct.Trait;
import io.tripmeter.testing.Libraries;
import java.time.Duration;
import java.util.List;

/** The products that Tripmeter manages. A further one is an entry here, and has all tests of {@code Pools...Test}. */
final class PoolProducts {
  static final PoolProduct HIKARICP = new PoolProduct(
          "product=HikariCP", "constructor", Libraries.HIKARICP, Libraries::hikari)
      .named("poolName=%s")
      .sizes("maximumPoolSize", "minimumIdle", "minimumIdle")
      .times("maxLifetime", "idleTimeout", "keepaliveTime", "connectionTimeout")
      // 3.4 has none.
      .keptAliveBy(version -> !version.startsWith("3."))
      // It lends what was used in the last half second without a test.
      .trusting(600)
      .atOnce("initializationFailTimeout=-1")
      .opening(1, 0, 2)
      .being(Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER, Trait.CLOSES_WHAT_IS_LENT);

  static final PoolProduct AGROAL = new PoolProduct(
          "product=Agroal", "agroal", Libraries.AGROAL, Libraries::agroal)
      .numbered(version -> "agroal-%d")
      .sizes("maxSize", "minSize", "initialSize")
      .times("maxLifetime", "reapTimeout", "validationTimeout", "acquisitionTimeout")
      .in(Duration::toString, Duration::toString)
      .tested(List.of("validateOnBorrow=true", "connectionValidator=default5"), "", "")
      // 2.0 has none on every borrow.
      .testedBy(version -> !version.equals("2.0"), version -> !version.equals("2.0"))
      .trusting(600)
      // It asks its first connection for its isolation level, we what is in force and what stands
      // there.
      .opening(1, 0, 3)
      .being(
          Trait.OPENS_ALL_ITSELF,
          Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER,
          Trait.LEAVES_ITS_OWN_OPEN,
          Trait.CLOSES_WHAT_IS_LENT,
          Trait.TRIES_EACH_ONCE);

  static final PoolProduct TOMCAT_JDBC = new PoolProduct(
          "product=\"Tomcat JDBC\"", "tomcat", Libraries.TOMCAT_JDBC, Libraries::tomcatJdbc)
      .numbered(version -> "tomcat-jdbc-%d")
      .named("object_name=%s")
      .sizes("maxActive", "minIdle", "initialSize")
      .times("maxAge", "minEvictableIdleTimeMillis", "timeBetweenEvictionRunsMillis", "maxWait")
      .resetting(
          "defaultAutoCommit=true", "jdbcInterceptors=ConnectionState", "rollbackOnReturn=true")
      .follows("maxIdle=4 testWhileIdle=true", "pool.keepalive: off -> 1m (system property")
      .tested(
          List.of("testOnBorrow=true", "validationInterval=0"),
          "validationQuery",
          "validationQueryTimeout")
      // From 8.5.9 on.
      .testedBy(version -> true, version -> !version.equals("8.5.0"))
      .opening(1, 0, 1)
      .being(
          Trait.FILLED_BY_ITS_CREATION,
          Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER,
          Trait.CLOSES_WHAT_IS_LENT,
          Trait.MADE_AGAIN_WHEN_USED);

  static final PoolProduct DBCP = new PoolProduct(
          "DBCP 2\"", "dbcp", Libraries.DBCP, Libraries::dbcp)
      .numbered(version -> version.startsWith("2.") ? "dbcp2-%d" : "tomcat-dbcp2-%d")
      .named("jmxName=org.example:type=DataSource,name=%s")
      .sizes("maxTotal", "minIdle", "initialSize")
      .keeping("maxIdle")
      .times(
          "maxConnLifetimeMillis",
          "minEvictableIdleTimeMillis",
          "timeBetweenEvictionRunsMillis",
          "maxWaitMillis")
      .follows(
          "maxIdle=4 testWhileIdle=true",
          "pool.keepalive: off -> 1m (system property",
          "pool.idle-timeout: off -> 5m (system property")
      .tested(List.of("testOnBorrow=true"), "validationQuery", "validationQueryTimeout")
      .untested("testOnBorrow=false")
      .opening(1, 0, 1)
      .being(
          Trait.FILLED_BY_ITS_CREATION,
          Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER,
          Trait.KEEPS_WHAT_COMES_BACK,
          Trait.RESIZED_BEHIND_ITS_SETTINGS,
          Trait.TRIES_ITS_FIRST);

  static final PoolProduct C3P0 = new PoolProduct(
          "product=c3p0", "c3p0", Libraries.C3P0, Libraries::c3p0)
      .numbered(version -> "c3p0-%d")
      .named("dataSourceName=%s")
      .sizes("maxPoolSize", "minPoolSize", "initialPoolSize")
      .times(
          "maxConnectionAge",
          "maxIdleTimeExcessConnections",
          "idleConnectionTestPeriod",
          "checkoutTimeout")
      .in(duration -> Long.toString(duration.toSeconds()), PoolProduct::millis)
      .with("acquireRetryDelay=200")
      .follows("maxIdleTime=0", "pool.keepalive: off -> 1m (system property")
      .tested(List.of("testConnectionOnCheckout=true"), "preferredTestQuery", "")
      // It asks each for its isolation level and catalog, we what is in force and what stands
      // there.
      .opening(3, 2, 2)
      .being(
          Trait.OPENS_ALL_ITSELF,
          Trait.CLOSES_WHAT_IS_LENT,
          Trait.RESIZED_BEHIND_ITS_SETTINGS,
          Trait.TRIES_ON);

  static final PoolProduct DRUID = new PoolProduct(
          "product=Druid", "druid", Libraries.DRUID, Libraries::druid)
      .numbered(version -> "druid-%d")
      .named("name=%s")
      .sizes("maxActive", "minIdle", "initialSize")
      .times(
          "phyTimeoutMillis", "minEvictableIdleTimeMillis", "keepAliveBetweenTimeMillis", "maxWait")
      // The console gives back on another thread than it has borrowed on.
      .with("logDifferentThread=false")
      .follows("maxEvictableIdleTimeMillis=25200000 testOnBorrow=false")
      .keptAliveBy(version -> !version.equals("1.1.10"))
      .keptAliveWith("keepAlive=true timeBetweenEvictionRunsMillis=30000")
      .tested(List.of("testOnBorrow=true"), "validationQuery", "validationQueryTimeout")
      // It asks each for its isolation level.
      .opening(1, 1, 1)
      .being(
          Trait.FILLED_BY_ITS_CREATION,
          Trait.STOPS_AT_A_REFUSAL,
          Trait.OPENS_ONE_FOR_THE_FIRST_BORROWER,
          Trait.TRIES_ON);

  static final List<PoolProduct> ALL = List.of(HIKARICP, AGROAL, TOMCAT_JDBC, DBCP, C3P0, DRUID);

  private PoolProducts() {}
}
