package io.tripmeter.doctor;

import io.tripmeter.pgjdbc.DriverConnection;
import io.tripmeter.pgjdbc.DriverTls;
import io.tripmeter.session.PeerAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Whether the connection is encrypted, whether it shows who answers, and what would be right. Immutable. */
final class TlsCheck {
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
      String failure = failure(opener, DriverTls.byTrustStore());
      tried = failure == null
          ? "the JVM's trust store verifies the server's name and certificate"
          : "the JVM's trust store does not verify it: " + failure;
      cure = failure == null ? asParameters(DriverTls.byTrustStore()) : given.toVerify();
    } else {
      String failure = failure(opener, DriverTls.encrypted());
      tried = failure == null ? "the server speaks TLS" : "the server does not speak TLS";
      cure = failure == null ? given.toVerify() : given.toEncrypt();
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
  private static @Nullable String failure(Opener opener, Properties changed) {
    try {
      opener.close(opener.alone(changed));
      return null;
    } catch (SQLException refused) {
      Throwable cause = refused;
      for (int i = 0; i < 10 && cause.getCause() != null; i++) {
        cause = cause.getCause();
      }
      String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (words.contains("unable to find valid certification path")) {
        return "its CA is not in there";
      }
      return words.contains("name") || words.contains("no subject alternative")
          ? "the certificate is for another name"
          : cause.getClass().getSimpleName();
    }
  }
}
