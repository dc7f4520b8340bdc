package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.log.Log;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.signals.metrics.Telemetry;

/**
 * What connections show by their names, their handshakes and the application's own traffic, without a question of ours: all that is known
 * of pools that Tripmeter does not manage. Told once an endpoint, and not at all where these show nothing.
 */
final class Unasked {
  private final Telemetry telemetry;

  Unasked(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  void shown(PoolStats pool, Endpoint endpoint) {
    Pooler pooler = endpoint.pooler();
    if (pooler.verdict() == Verdict.DIRECT) {
      return;
    }
    telemetry.pools().addPooler(pool, pooler);
    if (Log.once("unasked " + pool.name() + ' ' + endpoint.name() + ' ' + pooler.verdict())) {
      VerdictLine.write(pool.name(), endpoint);
    }
  }
}
