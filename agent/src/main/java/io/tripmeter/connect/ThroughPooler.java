package io.tripmeter.connect;

import io.tripmeter.log.Log;

/** Says, once an address, that a migration runs where its session may be another client's. */
public final class ThroughPooler {
  private ThroughPooler() {}

  /**
   * @param address host:port
   * @param pooler what is known of it
   */
  public static void warn(String pool, String address, String pooler) {
    if (Log.once("migration through a pooler " + address)) {
      Log.warn(
              "migration runs through a pooler that may share sessions, where its locks and settings may be lost: name the server in endpoint.direct")
          .pool(pool)
          .field("address", address)
          .field("pooler", pooler)
          .write();
    }
  }
}
