package io.tripmeter.connect;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections at the endpoint that is wanted for them, and at the other one while that cannot be used. What comes out when neither
 * can is what the application's own endpoint said. Any thread.
 */
public final class EndpointSelection {
  /** Opens one connection. */
  public interface Opener {
    /** What the driver makes of this URL and the application's properties; null if it does not take them. */
    @Nullable
    Properties effective(String url) throws ReflectiveOperationException;

    /** At this URL, with the settings that are right there. */
    @Nullable
    Connection open(String url) throws SQLException, ReflectiveOperationException;
  }

  /** Users of rotating credentials are as many as there is time; one that was not seen for so long has no outage to remember. */
  private static final int MOST_OUTAGES = 500;

  private final Map<String, Outage> outages = new RecentlyUsed<>(MOST_OUTAGES);
  private final DirectClaim claim = new DirectClaim();
  private final EndpointSwitches switches;

  public EndpointSelection(EndpointSwitches switches) {
    this.switches = switches;
  }

  /**
   * @param settings the pool's
   * @param pool its name
   * @param migration whether a migration will use it
   */
  public @Nullable Connection open(
      Settings settings, Opener opener, String url, String pool, boolean migration)
      throws SQLException, ReflectiveOperationException {
    if (!isWanted(settings, migration)) {
      return opener.open(url);
    }
    EndpointOrder order = EndpointRules.of(settings, opener, claim, url, pool, migration);
    if (order == null) {
      return opener.open(url);
    }
    FailoverConnect failover = new FailoverConnect(
        opener,
        order.first(),
        order.second(),
        outage(order.first(), opener).attempt(System.nanoTime()),
        new EndpointLog(switches, pool, migration));
    return failover.open();
  }

  /**
   * Whether a migration that borrows from a pool has to go to another place than where the pool's connections lead. What keeps it from
   * going there is said.
   *
   * @param settings the pool's
   * @param effective what the driver made of the URL and properties of a connection of the pool
   */
  public boolean leadMigrationElsewhere(Settings settings, Properties effective, String pool) {
    return EndpointRules.leadsElsewhere(settings, effective, claim, pool);
  }

  /** With mode=advise: says where connections would go. */
  public void advise(Settings settings, Opener opener, String url, String pool)
      throws ReflectiveOperationException {
    EndpointOrder order = isWanted(settings, false)
        ? EndpointRules.of(settings, opener, claim, url, pool, false)
        : null;
    if (order != null && !order.first().isGiven()) {
      new EndpointLog(switches, pool, false).wouldUse(order.first(), order.second());
    }
  }

  /** Whether there is anything to decide. */
  private static boolean isWanted(Settings settings, boolean migration) {
    return migration || settings.has(Option.ENDPOINT) || settings.flag(Option.ENDPOINT_FAILOVER);
  }

  /** An endpoint that refuses one user or database may be good for another. */
  private Outage outage(Target target, Opener opener) throws ReflectiveOperationException {
    Properties there = opener.effective(target.url());
    String key = target.name()
        + (there == null
            ? ""
            : '/'
                + DriverProperty.DATABASE.in(there, "")
                + ' '
                + DriverProperty.USER.in(there, ""));
    synchronized (outages) {
      return outages.computeIfAbsent(key, unseen -> new Outage());
    }
  }

  int remembered() {
    synchronized (outages) {
      return outages.size();
    }
  }
}
