package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.EndpointName;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The address that a connection is asked for at, and what is known of the direct endpoint and the pooler beside it. Immutable. */
final class EndpointPair {
  private final Settings settings;
  private final Properties effective;
  private final Address given;
  private final EndpointName name;
  private final @Nullable Address direct;
  private final @Nullable Address pooler;
  private final boolean givenIsDirect;

  private EndpointPair(Settings settings, Properties effective, Address given) {
    this.settings = settings;
    this.effective = effective;
    this.given = given;
    name = EndpointName.of(given.host(), given.port());
    direct = direct(settings, name, given.port());
    String pooledHost = name.pooledHost();
    pooler = pooledHost == null ? null : Address.of(pooledHost, given.port());
    givenIsDirect = direct != null ? direct.isSamePlace(given) : pooledHost != null;
  }

  /**
   * @param effective what the driver makes of the URL and the application's properties
   * @return null if they name several hosts, or none that is understood
   */
  static @Nullable EndpointPair of(Settings settings, Properties effective) {
    Address given = DriverProperty.address(effective);
    return given == null ? null : new EndpointPair(settings, effective, given);
  }

  private static @Nullable Address direct(Settings settings, EndpointName name, int port) {
    if (settings.has(Option.ENDPOINT_DIRECT)) {
      return Address.parse(settings.text(Option.ENDPOINT_DIRECT));
    }
    String host = name.directHost();
    return host == null ? null : Address.of(host, port);
  }

  Address given() {
    return given;
  }

  @Nullable
  Address direct() {
    return direct;
  }

  @Nullable
  Address pooler() {
    return pooler;
  }

  boolean isGivenDirect() {
    return givenIsDirect;
  }

  /** Whether the given address is, by its name, a provider's direct endpoint. */
  boolean isNamedDirect() {
    EndpointName.Guess guess = name.guess();
    return guess != null && guess.verdict() == Verdict.DIRECT;
  }

  /** The pooler that connections go through, by its name or by what was learned. */
  Pooler pooling() {
    return Endpoint.of(effective, settings).pooler();
  }

  /** Whether what is known as the direct endpoint was named for this address; if not, its credentials must not go there. */
  boolean isDirectsOwn(DirectClaim claim) {
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
}
