package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tripmeter.pooler.Address;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver itself reads what comes out. */
final class RewrittenUrlTest {
  private static final Address THERE = Address.of("direct.example", 5433);

  private static Properties read(String url, Properties info) {
    Properties effective = org.postgresql.Driver.parseURL(url, info);
    assertNotNull(effective, url);
    return effective;
  }

  private static String rewritten(String url, Address to, Properties info) {
    String rewritten = RewrittenUrl.of(url, to, read(url, info));
    assertNotNull(rewritten);
    return rewritten;
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://pool:6432/orders,                 jdbc:postgresql://direct.example:5433/orders",
    "jdbc:postgresql://pool/my%20orders?a=b&c=d,         jdbc:postgresql://direct.example:5433/my%20orders?a=b&c=d",
    "jdbc:postgresql://[::1]:6432/orders?options=-c%20x, jdbc:postgresql://direct.example:5433/orders?options=-c%20x",
    "jdbc:postgresql://pool/,                            jdbc:postgresql://direct.example:5433/",
    "jdbc:postgresql:orders,                             jdbc:postgresql://direct.example:5433/orders",
    "jdbc:postgresql:orders?a=b,                         jdbc:postgresql://direct.example:5433/orders?a=b",
    "jdbc:postgresql://pool/orders?a=b&PGPORT=1,         jdbc:postgresql://direct.example:5433/orders?a=b",
  })
  void hasAnotherHostAndPortAndEverythingElseToTheLetter(String url, String expected) {
    String rewritten = rewritten(url, THERE, new Properties());
    assertEquals(expected, rewritten);
    Properties effective = read(rewritten, new Properties());
    assertEquals("direct.example", effective.getProperty("PGHOST"));
    assertEquals("5433", effective.getProperty("PGPORT"));
    assertEquals(
        read(url, new Properties()).getProperty("PGDBNAME"), effective.getProperty("PGDBNAME"));
  }

  @Test
  void beatsThePropertiesThatADataSourceGivesBesideIt() {
    Properties info = new Properties();
    info.setProperty("PGHOST", "pool");
    info.setProperty("PGPORT", "6432");
    info.setProperty("PGDBNAME", "my orders");
    String rewritten = rewritten("jdbc:postgresql:", THERE, info);
    Properties effective = read(rewritten, info);
    assertEquals("direct.example", effective.getProperty("PGHOST"));
    assertEquals("5433", effective.getProperty("PGPORT"));
    assertEquals("my orders", effective.getProperty("PGDBNAME"));
  }

  @Test
  void hasTheDatabaseThatTheDirectUrlNames() {
    Address there = Address.parse("jdbc:postgresql://direct.example:5433/real");
    assertNotNull(there);
    assertEquals(
        "jdbc:postgresql://direct.example:5433/real?a=b",
        rewritten("jdbc:postgresql://pool:6432/alias?a=b", there, new Properties()));
  }

  @Test
  void isNoneForAnotherDriversUrl() {
    assertNull(RewrittenUrl.of("jdbc:mysql://pool/orders", THERE, new Properties()));
  }
}
