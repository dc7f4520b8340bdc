package io.tripmeter.connect;

import java.util.HashMap;
import java.util.Map;

/** What the answer to {@link SessionQuestion} means: the endpoint is remembered to be so, and the connection has another plan. */
public final class SessionAnswer {
  private SessionAnswer() {}

  /** The plan for the connection that has answered. Later ones use what it has told. */
  public static StartupPlan answered(StartupPlan plan, SessionQuestion answer) {
    plan.endpoint().pooler().seen(answer.handshakeProcess(), answer.process());
    if (plan.sendsOptions()) {
      optionsSent(plan, answer);
    }
    StartupPlan now = plan.undecided().isEmpty()
        ? plan.renewed()
        : plan.told(answer.timeouts(), !answer.hasSet(plan.undecided().keySet()));
    Map<String, String> found = new HashMap<>();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String value = answer.value(timeout);
      if (value != null) {
        found.put(timeout.parameter(), value);
      }
    }
    return now.found(found);
  }

  private static void optionsSent(StartupPlan plan, SessionQuestion answer) {
    Endpoint endpoint = plan.endpoint();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String sent = plan.expected().get(timeout.parameter());
      if (sent != null && !sent.equals(answer.value(timeout))) {
        if (!endpoint.pooler().isProvenDirect()) {
          endpoint.pooler().dropsOptions();
        }
        return;
      }
    }
    endpoint.optionsArrive();
  }

  /** The server could not be asked: nothing is set that others may have set. */
  public static StartupPlan unanswered(StartupPlan plan) {
    plan.endpoint().optionsArrive();
    return plan.told(ServerTimeouts.unknown(), plan.isByBegin());
  }
}
