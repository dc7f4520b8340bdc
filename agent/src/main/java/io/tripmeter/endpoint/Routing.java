package io.tripmeter.endpoint;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.session.Endpoint;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Finds the route of one connection, from what operators said and what the application's URL tells. Used by one thread. */
final class Routing {
  private final Settings settings;
  private final Routes.Opener opener;
  private final Properties effective;
  private final String url;
  private final String pool;
  private final Address given;
  private final EndpointName name;
  private final @Nullable Address direct;
  private final @Nullable Address pooler;
  private final boolean givenIsDirect;

  private Routing(
      Settings settings,
      Routes.Opener opener,
      Properties effective,
      String url,
      String pool,
      Address given) {
    this.settings = settings;
    this.opener = opener;
    this.effective = effective;
    this.url = url;
    this.pool = pool;
    this.given = given;
    name = EndpointName.of(given.host(), given.port());
    direct = direct(settings, name, given.port());
    String pooledHost = name.pooledHost();
    pooler = pooledHost == null ? null : Address.of(pooledHost, given.port());
    givenIsDirect = direct != null ? direct.isSamePlace(given) : pooledHost != null;
  }

  private static @Nullable Address direct(Settings settings, EndpointName name, int port) {
    if (settings.has(Option.ENDPOINT_DIRECT)) {
      return Address.parse(settings.text(Option.ENDPOINT_DIRECT));
    }
    String host = name.directHost();
    return host == null ? null : Address.of(host, port);
  }

  /** Null for a connection that goes as given and nowhere else. */
  static @Nullable Route of(
      Settings settings,
      Routes.Opener opener,
      DirectClaim claim,
      String url,
      String pool,
      boolean migration)
      throws ReflectiveOperationException {
    Properties effective = opener.effective(url);
    if (effective == null) {
      return null;
    }
    Address given = Address.of(effective);
    if (given == null) {
      if (!migration || settings.has(Option.ENDPOINT_DIRECT)) {
        cannot(pool, "the URL names several hosts, or none that is understood");
      }
      return null;
    }
    Routing routing = new Routing(settings, opener, effective, url, pool, given);
    boolean toDirect = migration && settings.text(Option.ENDPOINT_MIGRATIONS).equals("direct");
    if (routing.mayUseDirect(migration, toDirect) && !routing.isDirectsOwn(claim)) {
      cannot(
          pool,
          "endpoint.direct is the direct endpoint of another address: name that of "
              + given
              + " in pools.<name>.endpoint.direct");
      return null;
    }
    return toDirect ? routing.ofMigration() : routing.ofApplication(migration);
  }

  private boolean mayUseDirect(boolean migration, boolean toDirect) {
    return toDirect
        || settings.flag(Option.ENDPOINT_FAILOVER)
        || (!migration && settings.text(Option.ENDPOINT).equals("direct"));
  }

  /** Whether what is known as the direct endpoint was named for this URL's server; if not, its credentials must not go there. */
  private boolean isDirectsOwn(DirectClaim claim) {
    return !settings.has(Option.ENDPOINT_DIRECT)
        || settings.isOfOnePool(Option.ENDPOINT_DIRECT)
        || givenIsDirect
        || claim.isOf(given, isPooler());
  }

  private boolean isPooler() {
    String said = settings.text(Option.POOLER);
    if (!said.equals("auto")) {
      return !said.equals("none");
    }
    EndpointName.Guess guess = name.guess();
    Verdict verdict =
        guess == null ? Endpoint.of(effective, settings).pooler().verdict() : guess.verdict();
    return verdict != Verdict.DIRECT;
  }

  private @Nullable Route ofMigration() throws ReflectiveOperationException {
    if (direct != null || givenIsDirect) {
      return route(givenIsDirect ? null : direct, Kind.DIRECT);
    }
    if (Endpoint.of(effective, settings).pooler().isTransactional()) {
      ThroughPooler.warn(pool, given.key());
    }
    return null;
  }

  private @Nullable Route ofApplication(boolean migration) throws ReflectiveOperationException {
    String wanted = migration ? "" : settings.text(Option.ENDPOINT);
    boolean namedDirect = isNamedDirect();
    if (wanted.equals("direct")) {
      if (direct == null && !namedDirect) {
        cannot(
            pool,
            "endpoint=direct, but the direct endpoint is not known: name it in endpoint.direct");
      }
      return route(givenIsDirect ? null : direct, Kind.DIRECT);
    }
    if (wanted.equals("pooler")) {
      if (pooler == null && (givenIsDirect || namedDirect)) {
        cannot(
            pool,
            "endpoint=pooler, but the URL names the direct endpoint and the pooler's name is not known");
      }
      return route(pooler, Kind.POOLER);
    }
    return route(null, Kind.AS_GIVEN);
  }

  private boolean isNamedDirect() {
    EndpointName.Guess guess = name.guess();
    return guess != null && guess.verdict() == Verdict.DIRECT;
  }

  /** @param to null for the one as given */
  private @Nullable Route route(@Nullable Address to, Kind kind)
      throws ReflectiveOperationException {
    Target asGiven = new Target(kindOfGiven(), given.toString(), url, true);
    if (to != null) {
      Target first = target(to, kind);
      return first == null ? null : new Route(first, asGiven);
    }
    if (!settings.flag(Option.ENDPOINT_FAILOVER)) {
      return null;
    }
    Address other = givenIsDirect ? pooler : direct;
    if (other == null) {
      cannot(
          pool,
          "endpoint.failover=true, but no other endpoint is known: name it in endpoint.direct");
      return null;
    }
    Target second = target(other, givenIsDirect ? Kind.POOLER : Kind.DIRECT);
    return second == null ? null : new Route(asGiven, second);
  }

  private Kind kindOfGiven() {
    if (givenIsDirect) {
      return Kind.DIRECT;
    }
    return direct == null ? Kind.AS_GIVEN : Kind.POOLER;
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
    Address found = there == null ? null : Address.of(there);
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
