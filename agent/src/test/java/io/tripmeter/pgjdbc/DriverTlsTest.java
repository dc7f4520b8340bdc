package io.tripmeter.pgjdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver's properties say of who is verified. */
final class DriverTlsTest {
  private static final String SSL = "org.postgresql.ssl.";

  private static Properties properties(String given) {
    Properties properties = new Properties();
    for (String each : given.split("&")) {
      int equals = each.indexOf('=');
      if (equals >= 0) {
        properties.setProperty(each.substring(0, equals), each.substring(equals + 1));
      }
    }
    return properties;
  }

  private static String flaw(String given) {
    return new DriverTls(properties(given), true).flaw();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=verify-full",
        "sslmode=VERIFY-FULL",
        "ssl=true",
        "ssl=",
        "sslmode=verify-full&sslfactory=" + SSL + "DefaultJavaSSLFactory",
        "sslmode=require&sslfactory=" + SSL + "SingleCertValidatingFactory",
        "sslmode=require&sslfactory=com.acme.PinnedFactory",
        "sslmode=require&socketFactory=com.acme.Tunnel",
        "sslmode=require&channelBinding=require",
      })
  void whatVerifiesOrCannotBeKnownIsNoFlaw(String given) {
    assertNull(flaw(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssl=false",
        "sslmode=require",
        "sslmode=allow",
        "sslmode=prefer&sslrootcert=/ca.crt",
        "ssl=true&sslmode=require",
        "sslmode=require&channelBinding=prefer",
        "sslmode=verify-full&sslfactory=" + SSL + "NonValidatingFactory",
      })
  void whatAcceptsEveryCertificateIsOne(String given) {
    assertTrue(flaw(given).endsWith(" accepts every certificate"), flaw(given));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=verify-ca",
        "sslmode=verify-ca&sslfactory=" + SSL + "LibPQFactory",
        "sslmode=require&sslfactory=" + SSL + "DefaultJavaSSLFactory",
      })
  void aHostNameThatIsNotComparedIsOne(String given) {
    assertEquals("the server's host name is not compared with its certificate", flaw(given));
  }

  @Test
  void aDriverThatDoesNotKnowChannelBindingIgnoresIt() {
    DriverTls old = new DriverTls(properties("sslmode=require&channelBinding=require"), false);
    assertEquals("sslmode=require accepts every certificate", old.flaw());
    assertFalse(old.toVerify().contains("channelBinding"));
  }

  @Test
  void onlyAllowTurnsToTlsWhenTheServerDemandsIt() {
    assertTrue(new DriverTls(properties("sslmode=allow"), true).mayTurnToTls());
    assertFalse(new DriverTls(properties("sslmode=prefer"), true).mayTurnToTls());
    assertFalse(new DriverTls(properties(""), true).mayTurnToTls());
  }
}
