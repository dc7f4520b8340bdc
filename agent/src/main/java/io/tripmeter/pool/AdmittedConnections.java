package io.tripmeter.pool;

import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import java.util.HashMap;
import java.util.Map;

/** How many connections all instances together may have at each server: by an operator's word, else by the server's. One thread at a time. */
final class AdmittedConnections {
  private final Settings settings;
  private final int instances;
  private final int given;
  private final Map<String, Integer> answers = new HashMap<>();

  AdmittedConnections(Settings settings) {
    this.settings = settings;
    instances = settings.integer(Option.BUDGET_INSTANCES);
    given = settings.integer(Option.BUDGET_CONNECTIONS);
  }

  /** Whether an operator has said it. */
  boolean isGiven() {
    return given > 0;
  }

  void answered(String server, int connections) {
    answers.put(server, connections);
  }

  /** -1 if unknown. */
  int at(String server) {
    Integer answered = answers.get(server);
    return isGiven() ? given : answered == null ? -1 : answered;
  }

  /** Why a pool is smaller. */
  String why(int available) {
    return "budget.enforce: " + instances + " instances share " + available + " connections, "
        + source();
  }

  String source() {
    return isGiven()
        ? settings.source(Option.BUDGET_CONNECTIONS)
        : "the server's max_connections less what it reserves";
  }
}
