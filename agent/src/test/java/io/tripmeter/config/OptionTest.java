package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionTest {
  @Test
  void aConstantIsNamedAfterItsEnvironmentVariable() {
    for (Option option : Option.values()) {
      assertEquals(KeySpelling.environmentForm(option.key()), option.name());
      assertEquals("TRIPMETER_" + option.name(), option.environment());
    }
  }

  @Test
  void noTwoOptionsShareASpelling() {
    Set<String> seen = new HashSet<>();
    for (Option option : Option.values()) {
      assertTrue(seen.add(option.environment()), option.key());
      assertTrue(seen.add(option.key()), option.key());
    }
  }

  @Test
  void everyMeaningIsASentenceThatFitsInATableCell() {
    for (Option option : Option.values()) {
      assertTrue(option.meaning().endsWith("."), option.key());
      assertEquals(-1, option.meaning().indexOf('|'), option.key());
    }
  }

  @Test
  void aDurationHasAUnitUnlessItIsZero() {
    ValueType duration = new DurationType();
    assertEquals(500L, duration.parse("500ms"));
    assertEquals(30_000L, duration.parse("30s"));
    assertEquals(300_000L, duration.parse("5m"));
    assertEquals(3_600_000L, duration.parse("1h"));
    assertEquals(0L, duration.parse("0"));
    assertEquals(0L, duration.parse("0s"));
    assertEquals(2_145_600_000L, duration.parse("596h"));
    assertRefused(
        duration,
        "30",
        "",
        "s",
        "-1s",
        "1.5s",
        "1d",
        "597h",
        "99999999999s",
        "2147483648ms",
        "9999999999h",
        "0x",
        "1 s");
  }

  @Test
  void aNumberIsInRangeOrOneOfItsWords() {
    ValueType number = IntegerType.between(1, 9).orAll().orOff();
    assertEquals(1, number.parse("1"));
    assertEquals(9, number.parse("9"));
    assertEquals(0, number.parse("off"));
    assertEquals(Integer.MAX_VALUE, number.parse("ALL"));
    assertRefused(number, "0", "10", "-1", "x", "", "99999999999");
    assertRefused(IntegerType.between(1, 9), "all", "off");
    assertEquals("all, off or a whole number from 1 to 9", number.accepted());
  }

  @Test
  void anAddressIsHostAndPortOrOff() {
    ValueType address = new AddressType();
    assertEquals("0.0.0.0:0", address.parse("0.0.0.0:0"));
    assertEquals("[::1]:29464", address.parse("[::1]:29464"));
    assertEquals("[fe80::1%eth0]:29464", address.parse("[fe80::1%eth0]:29464"));
    assertEquals("off", address.parse("OFF"));
    assertRefused(
        address,
        "29464",
        ":29464",
        "host",
        "host:",
        "host:65536",
        "host:-1",
        "::1:29464",
        "http://host:80",
        "a b:80",
        "");
  }

  @Test
  void schemasAreNamesWithCommasBetween() {
    ValueType schema = new SchemasType();
    for (String names : List.of(
        "tenant_1",
        "user",
        "Sales",
        "$user, public",
        "\"a,b\"",
        "\"say \"\"a\"\"\",b",
        "a".repeat(63))) {
      assertEquals(names, schema.parse(names));
    }
    assertRefused(schema, "1a", "a-b", "a,", "a b", "\"a", "\"\"", "a;b", "", "a".repeat(64));
  }

  @Test
  void aRequiredMigrationIsAFlywayVersionOrALiquibaseId() {
    ValueType migration = new MigrationType();
    assertEquals("flyway:2026.11_1", migration.parse("flyway:2026.11_1"));
    assertEquals("liquibase:add orders-1", migration.parse("liquibase: add orders-1"));
    assertRefused(
        migration,
        "42",
        "flyway:",
        "flyway:v1",
        "flyway:1.",
        "flyway:latest",
        "liquibase:",
        "other:1",
        "liquibase:a\nb");
  }

  @Test
  void anEndpointIsOneHost() {
    ValueType server = new ServerType();
    assertEquals("db:5433", server.parse("db:5433"));
    assertEquals("jdbc:postgresql://db/x", server.parse("jdbc:postgresql://db/x"));
    assertRefused(server, "", "a,b", "db:port", "jdbc:mysql://db/x", "user@db");
  }

  @Test
  void aTimeZoneCannotContainQuotesOrSeparators() {
    ValueType zone = new TimeZoneType();
    assertEquals("America/Port-au-Prince", zone.parse("America/Port-au-Prince"));
    assertRefused(zone, "UTC' ", "a b", "", "UTC\u0000");
  }

  @Test
  void aChoiceIsOneOfItsWordsInAnyCase() {
    ValueType choice = new ChoiceType("text", "json");
    assertEquals("json", choice.parse("JSON"));
    assertRefused(choice, "xml", "");
    assertEquals("text or json", choice.accepted());
  }

  private static void assertRefused(ValueType type, String... values) {
    for (String value : values) {
      @Nullable Object parsed = type.parse(value);
      assertNull(parsed, value);
    }
  }
}
