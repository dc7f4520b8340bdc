package io.tripmeter.pgjdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tripmeter.boot.OpenConnection;
import org.junit.jupiter.api.Test;

/** A driver that is not as we know it is left as it is: half of what rides with BEGIN would break every transaction. */
class BeginSettingsTest {
  /** Sends queries in another form. */
  @SuppressWarnings("unused")
  private static class OtherDriver {
    String beginTransactionQuery = "BEGIN";
    String beginReadOnlyTransactionQuery = "BEGIN READ ONLY";

    void sendOneQuery(Object query, Object parameters, int maxRows, int fetchSize, int flags) {}

    void interpretCommandStatus(String status, Object handler) {}
  }

  @Test
  void aDriverThatSendsInAnotherFormKeepsItsBegin() {
    OtherDriver driver = new OtherDriver();
    NoSuchMethodException refused = assertThrows(
        NoSuchMethodException.class,
        () -> BeginSettings.install(driver, new OpenConnection(null), "statement_timeout=1"));
    assertEquals(OtherDriver.class + ": sendOneQuery, receiveRFQ", refused.getMessage());
    assertEquals("BEGIN", driver.beginTransactionQuery);
    assertEquals("BEGIN READ ONLY", driver.beginReadOnlyTransactionQuery);
  }
}
