package io.tripmeter.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A product whose pools Tripmeter manages, as the tests of all of them see it: what it calls its settings, and what its pools do. */
public final class PoolProduct {
  /** What pools of this product do that others do not. */
  public enum Trait {
    /** The initial connections are opened by the thread that creates the pool; if one is refused, there is no pool unless said. */
    FILLED_BY_ITS_CREATION,
    /** Such a creation takes what it has got when the server refuses more. */
    STOPS_AT_A_REFUSAL,
    /** As many connections as an operator wants are opened by the pool itself, as its initial ones. */
    OPENS_ALL_ITSELF,
    /** Without an initial size the first borrower opens one connection and no more. */
    OPENS_ONE_FOR_THE_FIRST_BORROWER,
    /** A pool that closes leaves open what its thread opens just then. */
    LEAVES_ITS_OWN_OPEN,
    /** A pool that closes closes connections that are lent. */
    CLOSES_WHAT_IS_LENT,
    /** A data source that was closed has a new pool when it is used. */
    MADE_AGAIN_WHEN_USED,
    /** A pool that was made smaller keeps what comes back. */
    KEEPS_WHAT_COMES_BACK,
    /** A pool that was made smaller has the settings that it was created with. */
    RESIZED_BEHIND_ITS_SETTINGS,
    /** The first connection is tested and closed before the pool opens others. */
    TRIES_ITS_FIRST,
    /** Each wanted connection is tried once; what is refused is not tried again. */
    TRIES_EACH_ONCE,
    /** Refused connections are tried again, for as long as anybody waits. */
    TRIES_ON,
  }

  /** In the agent's lines. */
  final String label;
  /** The word for example.PoolCommands. */
  final String how;
  /** Oldest first. */
  final List<String> versions;

  private final Function<String, List<Path>> classPath;
  private final List<String> creation = new ArrayList<>();
  final List<String> resetting = new ArrayList<>();
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  Function<String, String> numbered = version -> "";
  String named = "";
  String maxSize = "";
  String minIdle = "";
  String initialSize = "";
  String maxIdle = "";
  String maxLifetime = "";
  String idleTimeout = "";
  String keepalive = "";
  String connectionTimeout = "";
  Function<Duration, String> duration = PoolProduct::millis;
  Function<Duration, String> timeout = PoolProduct::millis;
  String atOnce = "";
  String follows = "";
  String keptAlive = "";
  List<String> says = List.of();
  List<String> testing = List.of();
  List<String> untested = List.of();
  String query = "";
  String testTimeout = "";
  Predicate<String> testsOnBorrow = version -> true;
  Predicate<String> testsWithoutQuery = version -> true;
  Predicate<String> hasKeepalive = version -> true;
  long silenceMillis;
  int threads = 1;
  int ownTrips;
  int furtherTrips;

  /** @param label as the agent's lines have it, {@code product=Agroal} */
  PoolProduct(
      String label, String how, List<String> versions, Function<String, List<Path>> classPath) {
    this.label = label;
    this.how = how;
    this.versions = versions;
    this.classPath = classPath;
  }

  static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /** What pools are called that nobody has named, with the number for %d; none where the name is always given. */
  PoolProduct numbered(Function<String, String> format) {
    numbered = format;
    return this;
  }

  /** The setting that names a pool, with the name for %s; none if it cannot be named. */
  PoolProduct named(String format) {
    named = format;
    return this;
  }

  PoolProduct sizes(String max, String min, String initial) {
    maxSize = max;
    minIdle = min;
    initialSize = initial;
    return this;
  }

  /** The setting for how many idle connections are kept, where that may be fewer than the maximum. */
  PoolProduct keeping(String setting) {
    maxIdle = setting;
    return this;
  }

  PoolProduct times(String lifetime, String idle, String keepaliveInterval, String waiting) {
    maxLifetime = lifetime;
    idleTimeout = idle;
    keepalive = keepaliveInterval;
    connectionTimeout = waiting;
    return this;
  }

  /** How durations are given, and how the connection timeout is; milliseconds unless said. */
  PoolProduct in(Function<Duration, String> durations, Function<Duration, String> timeouts) {
    duration = durations;
    timeout = timeouts;
    return this;
  }

  /** The setting for a pool that is to stand before its first connection does; none if each does. */
  PoolProduct atOnce(String setting) {
    atOnce = setting;
    return this;
  }

  /** Further settings that every pool gets. */
  PoolProduct with(String... settings) {
    creation.addAll(List.of(settings));
    return this;
  }

  /** What makes a pool undo what its borrowers have changed, and end their transactions, if that is not its default. */
  PoolProduct resetting(String... settings) {
    resetting.addAll(List.of(settings));
    return this;
  }

  /** What a size of 4, an idle timeout of 5 and a keepalive of 1 minute change besides, and what the pool's line says besides. */
  PoolProduct follows(String settings, String... words) {
    follows = settings;
    says = List.of(words);
    return this;
  }

  /** What switches the test on borrow on; its query; the seconds that it may take. */
  PoolProduct tested(List<String> settings, String sql, String seconds) {
    testing = settings;
    query = sql;
    testTimeout = seconds;
    return this;
  }

  /** What switches a test on borrow off that is on by default. */
  PoolProduct untested(String setting) {
    untested = List.of(setting);
    return this;
  }

  /** Versions that test on borrow at all, and without a query. */
  PoolProduct testedBy(Predicate<String> onBorrow, Predicate<String> withoutQuery) {
    testsOnBorrow = onBorrow;
    testsWithoutQuery = withoutQuery;
    return this;
  }

  /** What a keepalive of 1 minute changes besides, in versions that have one. */
  PoolProduct keptAliveWith(String settings) {
    keptAlive = settings;
    return this;
  }

  PoolProduct keptAliveBy(Predicate<String> version) {
    hasKeepalive = version;
    return this;
  }

  /** A connection that was used more recently is lent without a test. */
  PoolProduct trusting(long millis) {
    silenceMillis = millis;
    return this;
  }

  /** How many threads open connections; round trips for each beside its handshake, and at most for the first ones of a pool. */
  PoolProduct opening(int ownThreads, int tripsOfEach, int tripsOfAll) {
    threads = ownThreads;
    ownTrips = tripsOfEach;
    furtherTrips = tripsOfAll;
    return this;
  }

  PoolProduct being(Trait... some) {
    traits.addAll(List.of(some));
    return this;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  List<String> creation() {
    return List.copyOf(creation);
  }

  List<Path> classPath(String version) {
    return classPath.apply(version);
  }
}
