package io.tripmeter.doctor;

import io.tripmeter.config.Option;
import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Budget;
import io.tripmeter.pooler.Pooler;
import io.tripmeter.pooler.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ought to be changed, by what an examination has found. */
final class Adviser {
  private final Examination found;
  private final DoctorArguments arguments;
  private final List<Advice> all = new ArrayList<>();

  private Adviser(Examination found, DoctorArguments arguments) {
    this.found = found;
    this.arguments = arguments;
  }

  static List<Advice> of(Examination found, DoctorArguments arguments) {
    Adviser adviser = new Adviser(found, arguments);
    adviser.tls();
    adviser.pooler();
    ServerFacts server = found.server;
    if (server != null) {
      adviser.timeouts(server);
      adviser.room(server);
    }
    return Collections.unmodifiableList(adviser.all);
  }

  /** Traffic within this host is nobody else's. */
  private void tls() {
    TlsCheck tls = found.tls;
    if (!tls.toAnotherHost || tls.cure == null) {
      return;
    }
    all.add(
        tls.inForce
            ? new Advice(
                "the connection does not show that the right server answers: " + tls.flaw,
                tls.cure,
                null)
            : new Advice("the connection is not encrypted", tls.cure, null));
  }

  private void pooler() {
    Pooler pooler = found.pooler();
    if (pooler.verdict() == Verdict.UNKNOWN
        || (pooler.verdict() == Verdict.TRANSACTION && !pooler.isProven())) {
      all.add(new Advice(
          "what stands before the server is not proven, so Tripmeter assumes that sessions are shared",
          "say what it is: pooler=transaction or pooler=session",
          pooler.verdict() == Verdict.UNKNOWN ? null : "pooler=transaction"));
    }
    if (pooler.isTransactional()
        && pooler.name().directHost() == null
        && !found.plan.settings().has(Option.ENDPOINT_DIRECT)) {
      all.add(new Advice(
          "migrations lose locks and settings where sessions are shared",
          "name the server itself for them",
          "endpoint.direct=host:5432"));
    }
  }

  private void timeouts(ServerFacts server) {
    if (found.pooler().isLeftAlone()) {
      return;
    }
    timeout(
        server,
        "statement_timeout",
        Option.SESSION_STATEMENT_TIMEOUT,
        "30s",
        "a statement that hangs holds its connection for ever");
    timeout(
        server,
        "lock_timeout",
        Option.SESSION_LOCK_TIMEOUT,
        "5s",
        "a statement waits for a lock without end");
    timeout(
        server,
        "idle_in_transaction_session_timeout",
        Option.SESSION_IDLE_IN_TRANSACTION_TIMEOUT,
        "60s",
        "a forgotten transaction keeps its locks for ever");
    ServerFacts.Setting idle = server.setting("idle_session_timeout");
    if (idle != null && !idle.isZero()) {
      all.add(idleSessions(idle));
    }
  }

  /** PostgreSQL gives milliseconds without their unit. What is not PostgreSQL may give "5min". */
  static Advice idleSessions(ServerFacts.Setting idle) {
    boolean known = idle.value.matches("[0-9]{1,18}");
    return new Advice(
        "the server ends sessions that are idle for " + idle.value + (known ? " ms" : "") + " ("
            + idle.origin() + ")",
        "let the pool retire them before",
        known ? "pool.idle-timeout=" + Math.max(1, Long.parseLong(idle.value) / 2000) + "s" : null);
  }

  private void timeout(
      ServerFacts server, String parameter, Option option, String value, String why) {
    ServerFacts.Setting setting = server.setting(parameter);
    boolean asked = found.plan.settings().duration(option) > 0;
    if (setting != null && setting.isZero() && !asked) {
      all.add(new Advice(
          parameter + " is not set: " + why,
          "ALTER ROLE " + role() + " SET " + parameter + " = '" + value
              + "', or let Tripmeter set it where nobody else has",
          option.key() + "=" + value));
    }
  }

  private String role() {
    String user = DriverProperty.USER.in(found.plan.asked(), "");
    return user.matches("[a-z_][a-z0-9_]*") ? user : '"' + user.replace("\"", "\"\"") + '"';
  }

  /** Null where the pooler decides how many there are. */
  static @Nullable Budget budget(Examination found, DoctorArguments arguments) {
    ServerFacts server = found.server;
    int admitted = server == null || !found.isDirect() ? -1 : server.admitted();
    return admitted < 0 ? null : new Budget(arguments.instances(), admitted, arguments.pool());
  }

  private void room(ServerFacts server) {
    Budget budget = budget(found, arguments);
    if (budget != null && budget.isExceeded()) {
      all.add(new Advice(
          arguments.instances() + " x " + arguments.pool() + " connections are more than the "
              + server.admitted() + " that the server admits",
          budget.canFit()
              ? "make the pool smaller, or put a pooler before the server"
              : "put a pooler before the server: not even one connection fits for each instance",
          Option.POOL_MAX_SIZE.key() + "=" + budget.fitting()[0]));
    }
    if (server.setting("default_transaction_read_only") != null
        && "on".equals(server.setting("default_transaction_read_only").value)
        && !server.isStandby()) {
      all.add(new Advice(
          "transactions are read-only by default, though this is no standby",
          "look at default_transaction_read_only",
          null));
    }
  }
}
