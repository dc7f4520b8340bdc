package io.tripmeter.migrations;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.List;

/** Applications whose operator has asked for short timeouts, of pools and of no pool, and what their sessions say of them. */
final class Timeouts {
  /** The three as the server shows them, with slashes between. */
  static final String QUESTION =
      "SELECT current_setting('statement_timeout') || '/' || current_setting('lock_timeout') || '/'"
          + " || current_setting('idle_in_transaction_session_timeout')";

  static final String ASKED_FOR = "1s/1s/1s";

  static final List<String> KEYS = List.of(
      "session.statement-timeout", "session.lock-timeout", "session.idle-in-transaction-timeout");

  private Timeouts() {}

  /** With Flyway and Liquibase; changelogs lie in the directory. */
  static ApplicationBuilder notAskedFor(Path changelogs) {
    return Application.with()
        .classPath(Libraries.flyway())
        .classPath(Libraries.liquibase())
        .classPath(List.of(changelogs))
        .property("liquibase.analytics.enabled", "false");
  }

  static ApplicationBuilder askedFor(Path changelogs) {
    ApplicationBuilder application = notAskedFor(changelogs);
    for (String key : KEYS) {
      application.setting(key, "1s").setting("pools.none." + key, "1s");
    }
    return application;
  }
}
