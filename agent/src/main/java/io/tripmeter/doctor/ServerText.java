package io.tripmeter.doctor;

import java.security.cert.X509Certificate;

/** The part of the report that says what is at the other end: the pooler, the server, TLS. */
final class ServerText {
  private final Lines lines;
  private final Examination found;

  private ServerText(Lines lines, Examination found) {
    this.lines = lines;
    this.found = found;
  }

  static void add(Lines lines, Examination found) {
    ServerText text = new ServerText(lines, found);
    text.endpoint();
    text.server();
    text.tls();
  }

  private void endpoint() {
    lines.head("Before the server: " + found.pooler().verdict().label());
    lines.line(
        "%s: %s.",
        found.pooler().isProven() ? "Proven" : "Not proven", found.pooler().evidence());
    if (!found.pooler().isPostgres()) {
      lines.line("The server is %s.", found.pooler().server().name());
    }
    if (found.isDirect()) {
      return;
    }
    lines.line(
        "Prepared statements: %s.",
        found.pooler().carriesPrepared()
            ? "carried from one session to the next"
            : "not known to be carried, so Tripmeter lets the driver prepare none");
    lines.line(
        "Not known: how many clients and server connections the pooler admits, and for how long a client waits. Only its"
            + " own console tells (PgBouncer: database pgbouncer, SHOW CONFIG; pgpool-II: SHOW POOL_STATUS).");
  }

  private void server() {
    ServerFacts server = found.server;
    if (server == null) {
      lines.head("Server: it did not tell about itself, " + found.unanswered());
      return;
    }
    lines.head(
        "Server: PostgreSQL " + server.version() + (server.isStandby() ? ", a standby" : ""));
    for (String name : ServerFacts.NAMES) {
      ServerFacts.Setting setting = server.setting(name);
      if (setting != null) {
        lines.row(
            "%-38s %14s   %s",
            name,
            setting.value + (setting.unit == null || setting.isZero() ? "" : " " + setting.unit),
            setting.origin());
      }
    }
    lines.line(
        "Connections admitted for this role: %s%s%s. In use on the server: %d, with this program's.",
        server.admitted() < 0 ? "not known" : Integer.toString(server.admitted()),
        server.roleLimit() >= 0 ? ", the role's limit is " + server.roleLimit() : "",
        server.databaseLimit() >= 0 ? ", the database's limit is " + server.databaseLimit() : "",
        server.used());
  }

  private void tls() {
    TlsCheck tls = found.tls;
    lines.head("TLS: " + (tls.inForce ? "in force, " + tls.protocol : "not in force"));
    lines.line("sslmode=%s%s.", tls.mode, tls.inForce ? ", " + tls.cipher : "");
    X509Certificate certificate = tls.certificate;
    if (certificate != null) {
      lines.line(
          "The certificate is for %s, by %s, until %tF.",
          certificate.getSubjectX500Principal().getName(),
          certificate.getIssuerX500Principal().getName(),
          certificate.getNotAfter());
    }
    if (tls.inForce) {
      lines.line(
          tls.flaw == null
              ? "It shows that the right server answers."
              : "It does not show who answers: " + tls.flaw.replace("%", "%%") + ".");
    }
    if (tls.tried != null) {
      lines.line("Tried: %s.", tls.tried);
    }
    if (!tls.toAnotherHost) {
      lines.line("The other end is on this host, so nobody on the way can read it.");
    }
    if (tls.cure != null && (tls.inForce || tls.toAnotherHost)) {
      lines.line("Right would be: %s.", tls.cure);
    }
  }
}
