package io.tripmeter.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.differential.Programs.Batch;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random programs observe the same with the agent as without, on the server itself and behind PgBouncer: 50 in every run, 2,000 in the
 * matrix. docs/contributing/replaying-a-difference.md says how one is run again.
 */
final class DifferentialTest {
  private static final String POOLER =
      PoolerPrograms.PGBOUNCER.get(PoolerPrograms.PGBOUNCER.size() - 1);
  private static final String OLDEST = Libraries.PGJDBC.get(0);

  private static final Map<String, String> AS_IT_COMES = Map.of();

  /** Longer than anything here lasts: they must not be noticed. */
  private static final Map<String, String> TIMEOUTS = Map.of(
      "session.statement-timeout", "30s",
      "session.lock-timeout", "5s",
      "session.idle-in-transaction-timeout", "60s",
      "slow-query.threshold", "1ms",
      "slow-query.bind-values", "true");

  private static final Map<String, String> ADVISE = Map.of("mode", "advise");

  private static PostgresServer server;
  private static PgBouncer pooler;
  private static Programs programs;

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    pooler = PoolerPrograms.pgBouncer(POOLER).isPresent()
        ? PgBouncer.before(server).version(POOLER).poolSize(20).start()
        : null;
    programs = new Programs(server, pooler);
  }

  @AfterAll
  static void stop() {
    if (pooler != null) {
      pooler.close();
    }
    server.close();
  }

  static Stream<Arguments> inEveryRun() {
    long seed = Long.getLong("tripmeter.test.differential.seed", 1);
    int count = Integer.getInteger("tripmeter.test.differential.count", 50);
    // Each part at least one program: a single seed runs with everything.
    int part = Math.max(1, count / 5);
    long second = count > 1 ? seed + 2L * part : seed;
    long third = count > 1 ? seed + 4L * part : seed;
    return Stream.of(
        arguments(seed, Math.max(1, 2 * part), Libraries.NEWEST_PGJDBC, AS_IT_COMES),
        arguments(second, Math.max(1, 2 * part), OLDEST, TIMEOUTS),
        arguments(third, part, Libraries.NEWEST_PGJDBC, ADVISE));
  }

  private static Arguments arguments(
      long seed, int count, String pgjdbc, Map<String, String> settings) {
    return Arguments.of(new Batch(seed, count, pgjdbc, Libraries.NEWEST_HIKARICP), settings);
  }

  @ParameterizedTest
  @MethodSource("inEveryRun")
  void programsObserveTheSame(Batch batch, Map<String, String> settings) {
    assertSame(batch, settings);
  }

  private static void assertSame(Batch batch, Map<String, String> settings) {
    List<String> differences = new Comparison(programs, batch, settings).differences();
    assertEquals("", String.join("\n\n", differences), () -> batch + " " + settings);
  }

  /** Without it the programs above ran on the server itself only. */
  @Test
  void aPoolerIsThere() {
    assumeTrue(pooler != null, "no PgBouncer " + POOLER);
  }

  static Stream<Arguments> inTheMatrix() {
    List<Map<String, String>> all = List.of(AS_IT_COMES, TIMEOUTS, ADVISE);
    int count = Integer.getInteger("tripmeter.test.differential.count", 2000)
            / (Libraries.PGJDBC.size() * all.size())
        + 1;
    long[] seed = {Long.getLong("tripmeter.test.differential.seed", 1000)};
    return Libraries.PGJDBC.stream()
        .flatMap(pgjdbc -> all.stream().map(settings -> {
          seed[0] += count;
          return arguments(seed[0], count, pgjdbc, settings);
        }));
  }

  @Tag("matrix")
  @ParameterizedTest
  @MethodSource("inTheMatrix")
  void manyProgramsObserveTheSameWithEveryDriver(Batch batch, Map<String, String> settings) {
    assertSame(batch, settings);
  }
}
