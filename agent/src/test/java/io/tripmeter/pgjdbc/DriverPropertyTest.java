package io.tripmeter.pgjdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address that the driver has read. */
class DriverPropertyTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5433/orders, db:5433",
    "jdbc:postgresql:orders,           localhost:5432",
    "jdbc:postgresql://[::1]/orders,   [::1]:5432",
  })
  void isTheHostThatTheDriverConnectsTo(String url, String address) {
    Properties effective = org.postgresql.Driver.parseURL(url, new Properties());
    assertNotNull(effective);
    assertEquals(address, String.valueOf(DriverProperty.address(effective)));
  }

  @Test
  void isNullForSeveralHosts() {
    Properties effective =
        org.postgresql.Driver.parseURL("jdbc:postgresql://a:1,b:2/orders", new Properties());
    assertNotNull(effective);
    assertNull(DriverProperty.address(effective));
  }
}
