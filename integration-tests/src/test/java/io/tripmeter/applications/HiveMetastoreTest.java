package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.testing.Jdks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Hive's metastore (DataNucleus, HikariCP 2.6): the same answers, exact sums, and lines of its own as callers. */
@Tag("matrix")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class HiveMetastoreTest {
  static final List<String> PLACES = Site.PLACES;

  /** It sets the isolation of its sessions. */
  private static final List<String> OF_POOLER =
      List.of("warn: pooler hazard: SQL that needs a session of its own");

  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Path client;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Jdks.home(8).isPresent(), Jdks::report);
    client = HiveMetastore.client();
  }

  @ParameterizedTest
  @FieldSource("PLACES")
  void aClientSeesNoDifference(String place) throws Exception {
    List<String> bare;
    try (Site site = Site.of(place);
        HiveMetastore metastore =
            HiveMetastore.start(HiveMetastore.program(), site, folder.resolve("bare"))) {
      bare = metastore.use(client);
      assertEquals(List.of(), Said.errors(metastore.jvm()));
    }
    try (Site site = Site.of(place);
        HiveMetastore metastore = HiveMetastore.start(
            HiveMetastore.program().agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"),
            site,
            folder.resolve("ours"))) {
      assertEquals(
          bare, Sums.assertExact(metastore.jvm(), site.link(), () -> metastore.use(client)));
      assertEquals(List.of(), Said.errors(metastore.jvm()));
      assertEquals(List.of(), Said.strangeCallers(metastore.jvm(), "org.apache.hadoop.hive."));
      assertEquals(
          place.equals(Site.DIRECT) ? List.of() : OF_POOLER,
          Said.warnings(metastore.jvm()),
          metastore.jvm()::output);
    }
  }
}
