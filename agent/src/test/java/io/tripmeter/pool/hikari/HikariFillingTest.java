package io.tripmeter.pool.hikari;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HikariFillingTest {
  /** As HikariConfig. */
  static final class Config {
    int getMinimumIdle() {
      return 3;
    }

    int getMaximumPoolSize() {
      return 5;
    }
  }

  @Test
  void aPoolIsWarmWithItsMinimumOfIdleConnections() throws Exception {
    assertEquals(3, new HikariFilling().kept(new Config()));
  }

  @Test
  void aPoolThatIsToldToFillItselfIsNotWarmedUp() throws Exception {
    System.setProperty("com.zaxxer.hikari.blockUntilFilled", "true");
    try {
      assertEquals(-1, new HikariFilling().kept(new Config()));
    } finally {
      System.clearProperty("com.zaxxer.hikari.blockUntilFilled");
    }
  }
}
