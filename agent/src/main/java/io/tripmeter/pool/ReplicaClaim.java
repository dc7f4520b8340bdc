package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.replica.ReplicaUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whose replica a {@code replica.url} is that several pools may have, all or those of one name: that of the first address that is asked for. It
 * names one server, and these may talk to several: neither the reads nor the credentials of another one must go there. One for the JVM; any
 * thread.
 */
final class ReplicaClaim {
  private static final String REMEDY_OF_NAME = "pools.<host>/<database>.replica.url";
  private static final String REMEDY = "pools.<name>.replica.url";

  private static final class Place {
    final Address address;
    final String database;

    Place(Address address, String database) {
      this.address = address;
      this.database = database;
    }
  }

  /** By where the value was given. */
  private final Map<String, Place> holders = new HashMap<>();

  /** Why the replica is not that of this pool; null if it may be. */
  @Nullable
  String obstacle(Settings settings, Properties effective, ReplicaUrl url) {
    Address primary = DriverProperty.address(effective);
    if (primary != null && primary.isSamePlace(url.address())) {
      return "replica.url leads to the primary itself";
    }
    boolean isOfAll = !settings.isOfOnePool(Option.REPLICA_URL);
    String remedy = isOfAll ? REMEDY : REMEDY_OF_NAME;
    String wanted = url.address().database();
    String own = DriverProperty.DATABASE.in(effective, "");
    // Before it is asked whose it is: a pool that may not have it takes it from nobody.
    if (isOfAll && wanted != null && !own.equals(wanted)) {
      return ofAnotherDatabase(remedy);
    }
    Place holder = holder(
        settings.source(Option.REPLICA_URL), primary == null ? null : new Place(primary, own));
    // One pool's may have another name there, in a pooler for example.
    if (wanted != null && holder != null && !isOfAll && !own.equals(holder.database)) {
      return ofAnotherDatabase(remedy);
    }
    return holder == null || (primary != null && holder.address.isSamePlace(primary))
        ? null
        : "replica.url is the replica of another address: name that of " + primary + " in "
            + remedy;
  }

  private static String ofAnotherDatabase(String remedy) {
    return "replica.url names another database: name the replica of this one in " + remedy;
  }

  private synchronized @Nullable Place holder(String source, @Nullable Place asking) {
    Place holder = holders.get(source);
    if (holder == null && asking != null) {
      holders.put(source, asking);
    }
    return holder == null ? asking : holder;
  }
}
