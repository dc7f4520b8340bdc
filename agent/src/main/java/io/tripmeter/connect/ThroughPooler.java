package io.tripmeter.connect;

import io.tripmeter.log.Log;

/** Says, once an address, that a migration runs where its session may be another client's. */
public final class ThroughPooler {
  private ThroughPooler() {}

  /** @param address host:port */
  public static void warn(String pool, String address) {
    if (Log.once("migration through a pooler " + address)) {
      Log.warn(
              "migration runs through a transaction pooler, where its locks and settings may be lost: name the server in endpoint.direct")
          .pool(pool)
          .field("address", address)
          .write();
    }
  }
}
