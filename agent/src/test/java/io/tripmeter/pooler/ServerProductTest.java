package io.tripmeter.pooler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerProductTest {
  private static final int UNKNOWN = -1;

  private static Pooler pooler(String host) {
    return new Pooler(EndpointName.of(host, 5432), "auto");
  }

  @ParameterizedTest
  @CsvSource({
    "my.cluster-c1x2.eu-west-1.rds.amazonaws.com, Amazon Aurora",
    "my.cluster-ro-c1x2.eu-west-1.rds.amazonaws.com, Amazon Aurora",
    "my.c1x2.eu-west-1.rds.amazonaws.com, PostgreSQL",
    "My.C1x2.us-east-1.Redshift.Amazonaws.com, Amazon Redshift",
    "wg.1234.us-east-1.redshift-serverless.amazonaws.com, Amazon Redshift",
    "abc.def.tsdb.cloud.timescale.com, Timescale Cloud",
    "c-shop.x.postgres.cosmos.azure.com, Azure Cosmos DB for PostgreSQL (Citus)",
    "1.2.us-central1.alloydb.goog, AlloyDB",
    "redshift.example.com, PostgreSQL",
  })
  void aProvidersNameTells(String host, String product) {
    assertEquals(product, pooler(host).server().name());
  }

  @Test
  void theHandshakeTells() {
    assertEquals(
        "CockroachDB CCL v23.1.11", told("CockroachDB CCL v23.1.11 (x86)", null, "13.0.0"));
    assertEquals("Amazon Redshift", told(null, "1.0.61395", "8.0.2"));
    assertEquals("YugabyteDB 2.20.1.0-b97", told(null, null, "11.2-YB-2.20.1.0-b97"));
    assertNull(ServerProduct.of(null, null, "17.2 (Debian 17.2-1)"));
    assertNull(ServerProduct.of(null, null, null));
  }

  private static String told(String cockroach, String redshift, String version) {
    Pooler pooler = pooler("db.example.com");
    pooler.serverTells(cockroach, redshift, version);
    return pooler.server().name();
  }

  @Test
  void onlyRedshiftIsAPostgresBeforeNine() {
    Pooler pooler = pooler("db.example.com");
    assertTrue(pooler.server().takesModernStartup());
    pooler.serverTells(null, "1.0", "8.0.2");
    assertFalse(pooler.server().takesModernStartup());
  }

  @Test
  void aServerWithoutProcessesIsNotTakenForAPooler() {
    Pooler pooler = pooler("db.example.com");
    pooler.serverTells("CockroachDB CCL v21.1.0", null, "13.0.0");
    pooler.seenKey(UNKNOWN);
    pooler.seen(0, UNKNOWN);
    assertEquals(Verdict.DIRECT, pooler.verdict());
    assertFalse(pooler.needsSecond());
    pooler.seenBySecond(UNKNOWN, UNKNOWN, true);
    assertEquals(Verdict.DIRECT, pooler.verdict());
  }

  /** PgBouncer hands on what the server has reported. */
  @Test
  void aPoolerBeforeItIsStillOne() {
    Pooler pooler = pooler("db.example.com");
    pooler.serverTells("CockroachDB CCL v23.1.11", null, "13.0.0");
    pooler.seen(-99, 4711);
    assertEquals(Verdict.UNKNOWN, pooler.verdict());
  }
}
