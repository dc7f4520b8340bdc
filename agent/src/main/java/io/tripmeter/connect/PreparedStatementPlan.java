package io.tripmeter.connect;

import io.tripmeter.pgjdbc.DriverProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether the driver prepares statements on the server. Where sessions are shared, another client meets a statement of the same name
 * (42P05), or the statement is not there (26000).
 */
final class PreparedStatementPlan {
  private static final String SETTING = "driver." + DriverProperty.PREPARE_THRESHOLD.key();

  private final ConnectionRequest request;
  private final PlanDraft draft;

  PreparedStatementPlan(ConnectionRequest request, PlanDraft draft) {
    this.request = request;
    this.draft = draft;
  }

  /** May wait for what the pool's first connections find out. */
  void plan() {
    String theirs = applications();
    if (theirs != null) {
      draft.prepareThreshold = number(theirs);
    }
    Endpoint endpoint = request.endpoint();
    if (endpoint.pooler().carriesPrepared()) {
      return;
    }
    if (theirs != null) {
      draft.kept(SETTING, theirs, "the application has set it");
      return;
    }
    draft.prepareThreshold = 0;
    draft.change(DriverProperty.PREPARE_THRESHOLD, "0");
    if (endpoint.pooler().isTransactional()) {
      draft.changes.add(new SettingChange(
          SETTING,
          Integer.toString(DriverProperty.DEFAULT_PREPARE_THRESHOLD),
          "0",
          "the pooler is not known to carry prepared statements"));
    }
  }

  /** The application's own value; null if it has set none. */
  private @Nullable String applications() {
    String given = request.given(DriverProperty.PREPARE_THRESHOLD);
    boolean isDefault = given != null
        && number(given) == DriverProperty.DEFAULT_PREPARE_THRESHOLD
        && DriverProperty.areAllGiven(request.effective());
    return isDefault ? null : given;
  }

  /** The driver rejects what is no number. */
  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException rejected) {
      return DriverProperty.DEFAULT_PREPARE_THRESHOLD;
    }
  }
}
