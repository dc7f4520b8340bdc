package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:postgresql://db.example:6432/app?ssl=true | db.example:6432",
        "jdbc:postgresql://DB.Example/app | db.example:5432",
        "jdbc:postgresql://db.example | db.example:5432",
        "jdbc:postgresql://db.example:5433?user=a:b | db.example:5433",
        "jdbc:postgresql://one:5433,two:5434/app | one:5433",
        "jdbc:postgresql://[::1]:5433/app | [::1]:5433",
        "jdbc:postgresql://[::1]/app | [::1]:5432",
        "db.example:6432 | db.example:6432",
        "db.example | db.example:5432",
        "jdbc:postgresql://db.example:port/app | db.example:5432",
      })
  void theFirstHostAndItsPort(String text, String expected) {
    assertEquals(expected, String.valueOf(ServerAddress.of(text)));
  }

  @ParameterizedTest
  @CsvSource({"jdbc:postgresql:app", "jdbc:postgresql:///app", "jdbc:h2:mem:test"})
  void aUrlWithoutAHostHasNone(String url) {
    assertNull(ServerAddress.of(url));
  }

  @Test
  void itsNameTellsTheProvider() {
    ServerAddress address =
        ServerAddress.of("jdbc:postgresql://ep-cool-sea-1.eu-central-1.aws.neon.tech/app");
    assertTrue(address != null && address.name().suspendsWhenIdle());
  }
}
