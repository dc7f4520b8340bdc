package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsCheckTest {
  private static final String UNVERIFIED = "the JVM's trust store does not verify it: ";

  private static SQLException handshake(String words) {
    SSLHandshakeException failed = new SSLHandshakeException(words);
    failed.initCause(new CertificateException(words));
    return new SQLException("SSL error: " + words, "08006", failed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No name matching db.example.com found",
        "No subject alternative names present",
        "No subject alternative DNS name matching db.example.com found."
      })
  void aCertificateForAnotherNameIsToldFromOtherFlaws(String jdks) {
    String another = UNVERIFIED + "the certificate is for another name";
    assertEquals(another, TlsCheck.unverified(handshake(jdks)));
    assertEquals(
        another,
        TlsCheck.unverified(new SQLException(
            "The hostname h could not be verified by hostnameverifier PgjdbcHostnameVerifier.",
            "08006")));
    assertEquals(
        UNVERIFIED + "CertificateException",
        TlsCheck.unverified(handshake("the issuer's name is not readable")));
  }

  @Test
  void whatTheServerRefusesAfterTheHandshakeIsNoFlawOfTls() {
    assertEquals(
        "a connection that verifies it was refused, SQLSTATE 53300",
        TlsCheck.unverified(new SQLException("no room for the name of this role", "53300")));
  }
}
