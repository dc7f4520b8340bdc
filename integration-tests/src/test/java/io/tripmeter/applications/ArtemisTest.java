package io.tripmeter.applications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** ActiveMQ Classic's broker (commons-dbcp2, Jetty): the same messages, exact sums, and lines of its own as callers. */
@Tag("matrix")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ArtemisTest {
  static final List<String> PLACES = Site.PLACES;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @FieldSource("PLACES")
  void aClientSeesNoDifference(String place) throws Exception {
    List<String> bare;
    try (Site site = Site.of(place);
        Artemis broker = Artemis.start(Artemis.program(), site, folder.resolve("bare"))) {
      bare = broker.use();
      assertEquals(List.of(), Said.errors(broker.jvm()));
    }
    try (Site site = Site.of(place);
        Artemis broker = Artemis.start(
            Artemis.program().agent("metrics.listen=127.0.0.1:0,slow-query.threshold=1ms"),
            site,
            folder.resolve("ours"))) {
      assertEquals(bare, Sums.assertExact(broker.jvm(), site.link(), broker::use));
      assertEquals(List.of(), Said.errors(broker.jvm()));
      assertEquals(List.of(), Said.strangeCallers(broker.jvm(), "org.apache.activemq."));
      assertEquals(Set.of("/console/jolokia/*"), Sums.routes(broker.jvm()));
      assertEquals(List.of(), Said.warnings(broker.jvm()), broker.jvm()::output);
    }
  }
}
