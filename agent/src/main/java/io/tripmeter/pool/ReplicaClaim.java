package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.replica.ReplicaUrl;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whose replica the {@code replica.url} of all pools is: that of the first address that is asked for. It names one server, and an
 * application may talk to several: neither the reads nor the credentials of another one must go there. One for the JVM; any thread.
 */
final class ReplicaClaim {
  private @Nullable Address holder;

  /** Why the replica is not that of this pool; null if it may be. */
  @Nullable
  String obstacle(Settings settings, Properties effective, ReplicaUrl url) {
    Address primary = DriverProperty.address(effective);
    if (primary != null && primary.isSamePlace(url.address())) {
      return "replica.url leads to the primary itself";
    }
    if (settings.isOfOnePool(Option.REPLICA_URL)) {
      return null;
    }
    String at = String.valueOf(primary);
    String wanted = url.address().database();
    String own = DriverProperty.DATABASE.in(effective, "");
    if (wanted != null && !wanted.equals(own)) {
      return "replica.url names another database: name the replica of this one in pools.<name>.replica.url";
    }
    return isOf(primary)
        ? null
        : "replica.url is the replica of another address: name that of " + at
            + " in pools.<name>.replica.url";
  }

  private synchronized boolean isOf(@Nullable Address primary) {
    if (holder == null) {
      holder = primary;
    }
    return holder == null || (primary != null && holder.isSamePlace(primary));
  }
}
