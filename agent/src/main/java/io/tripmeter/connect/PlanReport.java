package io.tripmeter.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a plan means for the session, for people. */
public final class PlanReport {
  private final StartupPlan plan;
  private final Map<String, String> found;

  /** @param found by the server's parameters, as the session was seen to have them before its first use */
  PlanReport(StartupPlan plan, Map<String, String> found) {
    this.plan = plan;
    this.found = found;
  }

  /** Which timeouts are ours and which were set by others. */
  public String decided() {
    StringBuilder decided = new StringBuilder();
    for (SessionTimeout timeout : SessionTimeout.values()) {
      String ours = plan.expected().get(timeout.parameter());
      if (ours != null) {
        decided.append(timeout.parameter()).append(": ").append(ours).append("ms; ");
      }
    }
    for (SettingChange others : plan.left()) {
      decided.append(others.setting()).append(": ").append(others.after());
      decided.append(" (").append(others.reason()).append("); ");
    }
    return decided.toString();
  }

  /** What this connection was seen to have in force before its first use, as far as it was asked. */
  public List<SettingChange> inForce() {
    List<SettingChange> inForce = new ArrayList<>();
    for (Map.Entry<String, String> wanted : plan.expected().entrySet()) {
      String parameter = wanted.getKey();
      boolean tried = plan.isWithBegin(parameter);
      String value = tried ? wanted.getValue() : found.get(parameter);
      if (value != null) {
        inForce.add(new SettingChange(parameter, wanted.getValue(), value, readBack(parameter)));
      }
    }
    return inForce;
  }

  /** Why this parameter is known to be in force, once it was found so. */
  String readBack(String parameter) {
    return plan.isWithBegin(parameter) ? "read back, " + PlanDraft.WITH_BEGIN : "read back";
  }
}
