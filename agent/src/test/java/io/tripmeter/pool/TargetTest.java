package io.tripmeter.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool's configuration tells of where its connections will lead. */
class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/app, POSTGRESQL",
    "jdbc:postgresql:app, POSTGRESQL",
    "jdbc:p6spy:postgresql://db/app, POSTGRESQL",
    "jdbc:aws-wrapper:postgresql://db/app, POSTGRESQL",
    "jdbc:h2:mem:postgresql, UNKNOWN",
    "jdbc:tc:postgresql:17:///app, UNKNOWN",
    "jdbc:h2:mem:app, OTHER",
    "jdbc:mysql://db/app, OTHER",
    "odd, UNKNOWN",
  })
  void aUrlTellsByItsScheme(String url, Target target) {
    assertEquals(target, Target.ofUrl(url));
  }

  @Test
  void aDataSourceTellsIfItIsTheDrivers() {
    assertEquals(Target.POSTGRESQL, Target.ofDataSource("org.postgresql.ds.PGSimpleDataSource"));
    assertEquals(Target.UNKNOWN, Target.ofDataSource("org.h2.jdbcx.JdbcDataSource"));
    assertEquals(Target.UNKNOWN, Target.ofDataSource(Object.class));
  }
}
