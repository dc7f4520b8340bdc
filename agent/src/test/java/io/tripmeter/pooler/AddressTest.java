package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "db.example.com,                               db.example.com:5432",
    "db.example.com:6432,                          db.example.com:6432",
    "::1,                                          [::1]:5432",
    "[::1],                                        [::1]:5432",
    "[fe80::1%eth0]:5433,                          [fe80::1%eth0]:5433",
    "jdbc:postgresql://db/orders?sslmode=require,  db:5432",
    "jdbc:postgresql://[::1]:5433/,                [::1]:5433",
    "jdbc:postgresql://db:1,                       db:1",
  })
  void isParsedFromHostHostAndPortOrUrl(String text, String address) {
    assertEquals(address, String.valueOf(Address.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "host:",
        "host:0",
        "host:65536",
        "host:port",
        "a,b",
        "a:1,b:2",
        "user:secret@host",
        "http://host",
        "[::1",
        "[]",
        "jdbc:postgresql:orders",
        "jdbc:postgresql://a,b/orders",
        "jdbc:postgresql:///orders",
        "jdbc:mysql://a/orders"
      })
  void isNotParsedFromAnythingElse(String text) {
    assertNull(Address.parse(text));
  }

  @Test
  void hasTheDatabaseOfAUrl() {
    Address address = Address.parse("jdbc:postgresql://db/my%20orders?a=b");
    assertNotNull(address);
    assertEquals("my%20orders", address.database());
    assertTrue(address.hasParameters());
    Address without = Address.parse("jdbc:postgresql://db/?");
    assertNotNull(without);
    assertNull(without.database());
    assertFalse(without.hasParameters());
  }

  @Test
  void isTheSamePlaceInAnyCase() {
    assertTrue(Address.of("DB.example", 1).isSamePlace(Address.of("db.EXAMPLE", 1)));
    assertFalse(Address.of("db", 1).isSamePlace(Address.of("db", 2)));
    assertFalse(Address.of("db", 1).isSamePlace(Address.of("db2", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://DB.Example:6432/app?ssl=true | db.example:6432",
        "jdbc:postgresql://one:5433,two:5434/app | one:5433",
        "jdbc:postgresql://one,two?options=a,b | one:5432",
        "jdbc:postgresql://one/app?options=a,b | one:5432",
        "jdbc:postgresql://[::1]:5433,[::2]/app | [::1]:5433",
        "one:6432,two | one:6432",
      })
  void theFirstOfSeveralHostsStandsForAll(String text, String key) {
    assertEquals(key, Address.firstOf(text).key());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql:app", "jdbc:postgresql:///app", "jdbc:h2:mem:test"})
  void aTextWithoutHostHasNoFirstHost(String text) {
    assertNull(Address.firstOf(text));
  }

  @Test
  void hasANameThatTellsTheProvider() {
    Address address = Address.firstOf("jdbc:postgresql://ep-cool-sea-1.aws.neon.tech/app");
    assertTrue(address.name().suspendsWhenIdle());
  }
}
