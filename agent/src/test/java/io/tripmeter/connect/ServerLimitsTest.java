package io.tripmeter.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerLimitsTest {
  @Test
  void ordinaryRolesHaveWhatIsNotReserved() {
    assertEquals(
        92,
        ServerLimits.admitted(Map.of(
            "max_connections", "100",
            "superuser_reserved_connections", "3",
            "reserved_connections", "5")));
  }

  @Test
  void before16ThereIsOneReserve() {
    assertEquals(
        97,
        ServerLimits.admitted(
            Map.of("max_connections", "100", "superuser_reserved_connections", "3")));
  }

  @Test
  void aServerThatDoesNotTellIsUnknown() {
    assertEquals(-1, ServerLimits.admitted(Map.of("superuser_reserved_connections", "3")));
    assertEquals(-1, ServerLimits.admitted(Map.of("max_connections", "many")));
  }
}
