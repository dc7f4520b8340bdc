package io.tripmeter.doctor;

import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pgjdbc.DriverTls;
import io.tripmeter.session.PeerAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Whether the connection is encrypted, whether it shows who answers, and what would be right. Immutable. */
final class TlsCheck {
  /** SQLSTATE's class of what pg_hba.conf does not admit. */
  private static final String NOT_ADMITTED = "28";

  /** How the JDK's messages begin, HostnameChecker's. */
  private static final Pattern OTHER_NAME =
      Pattern.compile("No (name matching|subject alternative) .*");

  /** In the driver's message in every language. */
  private static final String DRIVERS_VERIFIER = "PgjdbcHostnameVerifier";

  final String mode;
  final boolean inForce;
  final boolean toAnotherHost;

  /** Null without TLS. */
  final @Nullable String protocol;

  final @Nullable String cipher;
  final @Nullable X509Certificate certificate;

  /** Why it does not show who answers; null if it does, or without TLS. */
  final @Nullable String flaw;

  /** What a connect with another sslmode has shown; null if none was needed. */
  final @Nullable String tried;

  /** What to put into the URL; null if nothing is better. */
  final @Nullable String cure;

  private TlsCheck(Opener opener, Opened opened, Driver driver)
      throws ReflectiveOperationException {
    Socket socket = DriverConnection.of(opened.connection()).streams().socket();
    DriverTls given = new DriverTls(
        opener.asked(), DriverTls.knowsChannelBinding(driver.getClass().getClassLoader()));
    mode = given.mode();
    toAnotherHost = socket != null && PeerAddress.elsewhere(socket) != null;
    SSLSession session = socket instanceof SSLSocket ? ((SSLSocket) socket).getSession() : null;
    inForce = session != null;
    protocol = session == null ? null : session.getProtocol();
    cipher = session == null ? null : session.getCipherSuite();
    certificate = session == null ? null : certificate(session);
    flaw = inForce ? given.flaw() : null;
    if (inForce && flaw == null) {
      tried = null;
      cure = null;
    } else if (inForce) {
      SQLException refusal = refusal(opener, DriverTls.byTrustStore());
      tried = refusal == null
          ? "the JVM's trust store verifies the server's name and certificate"
          : unverified(refusal);
      cure = refusal == null ? asParameters(DriverTls.byTrustStore()) : given.toVerify();
    } else {
      SQLException refusal = refusal(opener, DriverTls.encrypted());
      if (refusal == null) {
        tried = "the server speaks TLS";
        cure = given.toVerify();
      } else if (opener.wasRefusedTls()) {
        tried = "the server does not speak TLS";
        cure = given.toEncrypt();
      } else {
        String state = String.valueOf(refusal.getSQLState());
        tried = "a connection with TLS was refused, SQLSTATE " + state;
        cure = (state.startsWith(NOT_ADMITTED)
                ? "in the server a line hostssl in pg_hba.conf that admits this role; then "
                : "")
            + given.toVerify();
      }
    }
  }

  static TlsCheck of(Opener opener, Opened opened, Driver driver)
      throws ReflectiveOperationException {
    return new TlsCheck(opener, opened, driver);
  }

  private static @Nullable X509Certificate certificate(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate
          ? (X509Certificate) chain[0]
          : null;
    } catch (SSLPeerUnverifiedException none) {
      return null;
    }
  }

  private static String asParameters(Properties properties) {
    StringBuilder text = new StringBuilder("in the URL ");
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      text.append(text.length() > 11 ? "&" : "")
          .append(name)
          .append('=')
          .append(properties.getProperty(name));
    }
    return text.append(" (tried: it works from here)").toString();
  }

  /** Null if it works. */
  private static @Nullable SQLException refusal(Opener opener, Properties changed) {
    try {
      opener.close(opener.alone(changed));
      return null;
    } catch (SQLException refused) {
      return refused;
    }
  }

  /** What the refusal of a connection that verifies the server says. */
  static String unverified(SQLException refusal) {
    String unverified = "the JVM's trust store does not verify it: ";
    Throwable cause = Reason.deepest(refusal);
    String words = String.valueOf(cause.getMessage());
    if (words.contains("unable to find valid certification path")) {
      return unverified + "its CA is not in there";
    }
    if (OTHER_NAME.matcher(words).matches() || words.contains(DRIVERS_VERIFIER)) {
      return unverified + "the certificate is for another name";
    }
    return Reason.hasCause(refusal, SSLException.class)
            || Reason.hasCause(refusal, GeneralSecurityException.class)
        ? unverified + cause.getClass().getSimpleName()
        : "a connection that verifies it was refused, SQLSTATE " + refusal.getSQLState();
  }
}
