package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.Pooler;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which endpoints one connection may use, by the options and the application's URL. Used by one thread. */
final class EndpointRules {
  private final Settings settings;
  private final EndpointSelection.Opener opener;
  private final Properties effective;
  private final String url;
  private final String pool;
  private final EndpointPair endpoints;

  private EndpointRules(
      Settings settings,
      EndpointSelection.Opener opener,
      Properties effective,
      String url,
      String pool,
      EndpointPair endpoints) {
    this.settings = settings;
    this.opener = opener;
    this.effective = effective;
    this.url = url;
    this.pool = pool;
    this.endpoints = endpoints;
  }

  /** Null for a connection that goes as given and nowhere else. */
  static @Nullable EndpointOrder of(
      Settings settings,
      EndpointSelection.Opener opener,
      DirectClaim claim,
      String url,
      String pool,
      boolean migration)
      throws ReflectiveOperationException {
    Properties effective = opener.effective(url);
    if (effective == null) {
      return null;
    }
    EndpointPair endpoints = EndpointPair.of(settings, effective);
    if (endpoints == null) {
      if (!migration || settings.has(Option.ENDPOINT_DIRECT)) {
        cannot(pool, "the URL names several hosts, or none that is understood");
      }
      return null;
    }
    EndpointRules rules = new EndpointRules(settings, opener, effective, url, pool, endpoints);
    boolean toDirect = migration && isToDirect(settings);
    if (rules.mayUseDirect(migration, toDirect) && !endpoints.isDirectsOwn(claim)) {
      cannotClaim(pool, endpoints);
      return null;
    }
    return toDirect ? rules.ofMigration() : rules.ofApplication(migration);
  }

  private static boolean isToDirect(Settings settings) {
    return settings.text(Option.ENDPOINT_MIGRATIONS).equals("direct");
  }

  private static void cannotClaim(String pool, EndpointPair endpoints) {
    cannot(
        pool,
        "endpoint.direct is the direct endpoint of another address: name that of "
            + endpoints.given()
            + " in pools.<name>.endpoint.direct");
  }

  /**
   * Whether a migration that borrows from a pool has to go to another place than where the pool's connections lead. If it cannot, though
   * it should, that is said.
   *
   * @param effective of a connection of the pool
   */
  static boolean leadsElsewhere(
      Settings settings, Properties effective, DirectClaim claim, String pool) {
    EndpointPair endpoints = isToDirect(settings) ? EndpointPair.of(settings, effective) : null;
    if (endpoints == null || endpoints.isGivenDirect()) {
      return false;
    }
    if (!endpoints.isDirectsOwn(claim)) {
      cannotClaim(pool, endpoints);
      return false;
    }
    if (endpoints.direct() == null) {
      warnOfPooler(pool, endpoints);
    }
    return endpoints.direct() != null;
  }

  private boolean mayUseDirect(boolean migration, boolean toDirect) {
    return toDirect
        || settings.flag(Option.ENDPOINT_FAILOVER)
        || (!migration && settings.text(Option.ENDPOINT).equals("direct"));
  }

  private @Nullable EndpointOrder ofMigration() throws ReflectiveOperationException {
    if (endpoints.direct() != null || endpoints.isGivenDirect()) {
      return order(endpoints.isGivenDirect() ? null : endpoints.direct(), Kind.DIRECT);
    }
    warnOfPooler(pool, endpoints);
    return null;
  }

  private static void warnOfPooler(String pool, EndpointPair endpoints) {
    Pooler pooling = endpoints.pooling();
    if (pooling.isTransactional()) {
      ThroughPooler.warn(pool, endpoints.given().key(), pooling.toString());
    }
  }

  private @Nullable EndpointOrder ofApplication(boolean migration)
      throws ReflectiveOperationException {
    String wanted = migration ? "" : settings.text(Option.ENDPOINT);
    boolean namedDirect = endpoints.isNamedDirect();
    Address direct = endpoints.direct();
    boolean givenIsDirect = endpoints.isGivenDirect();
    Address pooler = endpoints.pooler();
    if (wanted.equals("direct")) {
      if (direct == null && !namedDirect) {
        cannot(
            pool,
            "endpoint=direct, but the direct endpoint is not known: name it in endpoint.direct");
      }
      return order(givenIsDirect ? null : direct, Kind.DIRECT);
    }
    if (wanted.equals("pooler")) {
      if (pooler == null && (givenIsDirect || namedDirect)) {
        cannot(
            pool,
            "endpoint=pooler, but the URL names the direct endpoint and the pooler's name is not known");
      }
      return order(pooler, Kind.POOLER);
    }
    return order(null, Kind.AS_GIVEN);
  }

  /** @param to null for the one as given */
  private @Nullable EndpointOrder order(@Nullable Address to, Kind kind)
      throws ReflectiveOperationException {
    Target asGiven = new Target(kindOfGiven(), endpoints.given().toString(), url, true);
    if (to != null) {
      Target first = target(to, kind);
      return first == null ? null : new EndpointOrder(first, asGiven);
    }
    if (!settings.flag(Option.ENDPOINT_FAILOVER)) {
      return null;
    }
    boolean givenIsDirect = endpoints.isGivenDirect();
    Address other = givenIsDirect ? endpoints.pooler() : endpoints.direct();
    if (other == null) {
      cannot(
          pool,
          "endpoint.failover=true, but no other endpoint is known: name it in endpoint.direct");
      return null;
    }
    Target second = target(other, givenIsDirect ? Kind.POOLER : Kind.DIRECT);
    return second == null ? null : new EndpointOrder(asGiven, second);
  }

  private Kind kindOfGiven() {
    if (endpoints.isGivenDirect()) {
      return Kind.DIRECT;
    }
    return endpoints.direct() == null ? Kind.AS_GIVEN : Kind.POOLER;
  }

  /** Null if the driver would not go there, whatever the URL says. */
  private @Nullable Target target(Address to, Kind kind) throws ReflectiveOperationException {
    if (to.hasParameters() && Log.once("parameters of endpoint.direct " + to)) {
      Log.info("parameters in endpoint.direct are ignored, those of the application's URL hold")
          .field("address", to.toString())
          .write();
    }
    String rewritten = RewrittenUrl.of(url, to, effective);
    Properties there = rewritten == null ? null : opener.effective(rewritten);
    Address found = there == null ? null : DriverProperty.address(there);
    if (rewritten == null || found == null || !found.isSamePlace(to)) {
      cannot(pool, "the URL cannot be rewritten");
      return null;
    }
    return new Target(kind, to.toString(), rewritten, false);
  }

  private static void cannot(String pool, String why) {
    if (Log.once("endpoint " + pool + ' ' + why)) {
      Log.warn("endpoint cannot be switched, connections go as given")
          .pool(pool)
          .field("reason", why)
          .write();
    }
  }
}
