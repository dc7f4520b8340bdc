package io.tripmeter.doctor;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.log.Escape;
import io.tripmeter.log.Secrets;
import io.tripmeter.pooler.Budget;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/** What an examination has found, for people: 96 columns at most. */
final class TextReport {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final Examination found;
  private final DoctorArguments arguments;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Examination found, DoctorArguments arguments) {
    this.found = found;
    this.arguments = arguments;
  }

  static String of(
      Examination found, DoctorArguments arguments, List<Advice> advice, String title) {
    TextReport report = new TextReport(found, arguments);
    report.text.append(title).append('\n');
    report.link();
    report.connect();
    report.crowds();
    report.endpoint();
    report.server();
    report.tls();
    report.tripmeter();
    report.advice(advice);
    return report.text.toString();
  }

  private void head(String name) {
    text.append('\n').append(name).append('\n');
  }

  private void line(String format, Object... values) {
    wrap(INDENT, INDENT, String.format(Locale.ROOT, format, values));
  }

  private void wrap(String first, String rest, String words) {
    StringBuilder clean = new StringBuilder();
    Escape.append(clean, Secrets.redact(words), false);
    StringBuilder line = new StringBuilder(first);
    boolean begun = false;
    for (String word : clean.toString().trim().split(" ")) {
      if (begun && line.length() + word.length() >= WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(rest);
        begun = false;
      }
      line.append(begun ? " " : "").append(word);
      begun = true;
    }
    text.append(line).append('\n');
  }

  private void row(String format, Object... values) {
    text.append(INDENT).append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void link() {
    LinkTimes link = found.link;
    head("Link: a round trip takes " + millis(link.median()));
    line(
        "Median %s, 95th percentile %s, jitter %s, fastest %s: %d times \"%s\" on one connection.",
        millis(link.median()),
        millis(link.p95()),
        millis(link.jitter()),
        millis(link.fastest()),
        link.samples(),
        LinkTimes.STATEMENT);
    line(
        "At most %s round trips a second on one connection, %s on %d.",
        rate(1000 / link.median()),
        rate(arguments.pool() * 1000 / link.median()),
        arguments.pool());
  }

  private void connect() {
    head("Opening a connection: " + found.alone.trips() + " round trips by the driver alone, "
        + found.asTripmeter.trips() + " with Tripmeter");
    row("%-28s %12s %12s %14s", "", "driver alone", "ms", "with Tripmeter");
    phase("TCP", Wire.Phase.TCP);
    phase("asking for TLS", Wire.Phase.TLS_REQUEST);
    phase("TLS", Wire.Phase.TLS);
    phase("startup", Wire.Phase.STARTUP);
    phase("login: " + found.asTripmeter.login(), Wire.Phase.AUTHENTICATION);
    phase("settings of the driver's", Wire.Phase.LATER);
    row("%-28s %12s %12.1f %14s", "computing", "", found.alone.computing(), "");
    row(
        "%-28s %12d %12.1f %14d",
        "all", found.alone.trips(), found.alone.millis(), found.asTripmeter.trips());
  }

  private void phase(String name, Wire.Phase phase) {
    if (found.alone.trips(phase) + found.asTripmeter.trips(phase) > 0) {
      row(
          "%-28s %12d %12.1f %14d",
          name,
          found.alone.trips(phase),
          found.alone.millis(phase),
          found.asTripmeter.trips(phase));
    }
  }

  private void crowds() {
    head("Filling a pool");
    row("%-12s %24s %24s", "connections", "one after the other", "in parallel");
    for (Crowd each : found.crowds) {
      row(
          "%-12d %24s %24s",
          each.size,
          (each.serialMeasured ? "" : "about ")
              + String.format(Locale.ROOT, "%,.0f ms", each.serialMillis),
          each.parallelMillis == null
              ? "not tried"
              : String.format(Locale.ROOT, "%,.0f ms", each.parallelMillis));
    }
    for (Crowd each : found.crowds) {
      if (each.leftOut != null) {
        line("%d were not opened: %s.", each.size, each.leftOut);
      }
    }
    line(
        "One after the other is what a pool does; \"about\" is calculated from one. In parallel is Tripmeter's warm-up. All are closed.");
  }

  private void endpoint() {
    head("Before the server: " + found.pooler().verdict().label());
    line(
        "%s: %s.",
        found.pooler().isProven() ? "Proven" : "Not proven", found.pooler().evidence());
    if (!found.pooler().isPostgres()) {
      line("The server is %s.", found.pooler().server().name());
    }
    if (found.isDirect()) {
      return;
    }
    line(
        "Prepared statements: %s.",
        found.pooler().carriesPrepared()
            ? "carried from one session to the next"
            : "not known to be carried, so Tripmeter lets the driver prepare none");
    line(
        "Not known: how many clients and server connections the pooler admits, and for how long a client waits. Only its"
            + " own console tells (PgBouncer: database pgbouncer, SHOW CONFIG; pgpool-II: SHOW POOL_STATUS).");
  }

  private void server() {
    ServerFacts server = found.server;
    if (server == null) {
      head("Server: it did not tell about itself, " + found.unanswered());
      return;
    }
    head("Server: PostgreSQL " + server.version() + (server.isStandby() ? ", a standby" : ""));
    for (String name : ServerFacts.NAMES) {
      ServerFacts.Setting setting = server.setting(name);
      if (setting != null) {
        row(
            "%-38s %14s   %s",
            name,
            setting.value + (setting.unit == null || setting.isZero() ? "" : " " + setting.unit),
            setting.origin());
      }
    }
    line(
        "Connections admitted for this role: %s%s%s. In use on the server: %d, with this program's.",
        server.admitted() < 0 ? "not known" : Integer.toString(server.admitted()),
        server.roleLimit() >= 0 ? ", the role's limit is " + server.roleLimit() : "",
        server.databaseLimit() >= 0 ? ", the database's limit is " + server.databaseLimit() : "",
        server.used());
  }

  private void tls() {
    TlsCheck tls = found.tls;
    head("TLS: " + (tls.inForce ? "in force, " + tls.protocol : "not in force"));
    line("sslmode=%s%s.", tls.mode, tls.inForce ? ", " + tls.cipher : "");
    X509Certificate certificate = tls.certificate;
    if (certificate != null) {
      line(
          "The certificate is for %s, by %s, until %tF.",
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotAfter());
    }
    if (tls.inForce) {
      line(
          tls.flaw == null
              ? "It shows that the right server answers."
              : "It does not show who answers: " + tls.flaw.replace("%", "%%") + ".");
    }
    if (tls.tried != null) {
      line("Tried: %s.", tls.tried);
    }
    if (!tls.toAnotherHost) {
      line("The other end is on this host, so nobody on the way can read it.");
    }
    if (tls.cure != null && (tls.inForce || tls.toAnotherHost)) {
      line("Right would be: %s.", tls.cure);
    }
  }

  private void tripmeter() {
    head("What Tripmeter would do here");
    for (SettingChange change : found.plan.changes()) {
      if (!change.before().equals(change.after())) {
        line("%s", change);
      }
    }
    if (found.pooler().isLeftAlone()) {
      line("Nothing more: each setting would reserve a server connection.");
    }
    if (found.pooler().name().suspendsWhenIdle()) {
      line("pool.keepalive: off, because the server is suspended when idle.");
    }
    Budget budget = Adviser.budget(found, arguments);
    if (budget == null) {
      line(
          "The pool keeps its size. Whether %d x %d connections fit is not known here: budget.connections says it.",
          arguments.instances(), arguments.pool());
    } else {
      line(
          "The pool keeps its size%s: %d x %d connections%s, %d are admitted (--instances, --pool).",
          budget.isExceeded()
              ? ", unless budget.enforce=true makes it " + budget.fitting()[0]
              : "",
          arguments.instances(),
          arguments.pool(),
          budget.isExceeded() ? " do not fit" : " fit",
          budget.available());
    }
    line("warmup=all opens a pool's minimum of idle connections in parallel, as above.");
  }

  private void advice(List<Advice> all) {
    head(all.isEmpty() ? "Advice: none" : "Advice");
    int number = 1;
    for (Advice each : all) {
      String first = number++ + ". ";
      wrap(INDENT + first, INDENT + "   ", each.what + ".");
      wrap(INDENT + "   ", INDENT + "   ", "Change: " + each.change + ".");
      if (each.setting != null) {
        wrap(INDENT + "   ", INDENT + "   ", each.setting);
      }
    }
  }

  private static String rate(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f ms" : "%.1f ms", value);
  }
}
