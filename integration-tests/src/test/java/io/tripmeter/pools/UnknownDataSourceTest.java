package io.tripmeter.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Saying;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool whose data source does not tell where it leads is nobody's until its first connection; then it is as any other. */
final class UnknownDataSourceTest {
  private static final String DELEGATING = "example.DelegatingDataSource";
  private static PostgresServer server;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.with().embedded().start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  static List<String> hikaris() {
    return Libraries.hikaricpForFaults();
  }

  /** The program makes a pool of 3; an operator asks for 5. H2 needs Java 11. */
  private static ForkedJvmBuilder program(String hikari) {
    return ForkedJvm.of("example.AttachOtherDatabase")
        .java(Math.max(11, Libraries.javaFor(hikari)))
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, hikari))
        .classPath(Libraries.jar("h2", "*"))
        .property("tripmeter.metrics.listen", "off")
        .property("tripmeter.pool.max-size", "5")
        .property("tripmeter.pool.min-idle", "5")
        .agent();
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void anotherDatabasesIsLeftAsItIs(String hikari) {
    try (ForkedJvm jvm = program(hikari)
        .argument("jdbc:h2:mem:postgresql", "org.h2.jdbcx.JdbcDataSource")
        .start()) {
      jvm.await("^total 3$");
      jvm.await("^answer 42 ");
      assertEquals(0, jvm.exitCode());
      assertEquals(List.of(), saidOfPools(jvm));
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void postgresqlsIsConfiguredAndWarmedByItsFirstConnection(String hikari) {
    try (ForkedJvm jvm = program(hikari).argument(url(), DELEGATING).start()) {
      jvm.await("DB pool configured pool=.*pool.max-size: 3 -> 5");
      jvm.await("DB pool warm-up complete pool=.* requested=5 warmed=5");
      jvm.await("^total 5$");
      jvm.await("^answer 42 ");
      assertEquals(0, jvm.exitCode());
    }
  }

  @ParameterizedTest
  @MethodSource("hikaris")
  void aPoolThatStoodBeforeItsFirstConnectionIsCountedAndNotChanged(String hikari) {
    try (ForkedJvm jvm = program(hikari).argument(url(), DELEGATING, "lazily").start()) {
      jvm.await("pool setting not applied: .* key=pool.max-size");
      jvm.await("DB pool configured pool=.*");
      jvm.await("^total 3$");
      jvm.await("^answer 42 ");
      assertEquals(0, jvm.exitCode());
      assertEquals(List.of(), lines(jvm, ".*pool.max-size: .*|.*warm-up.*"));
    }
  }

  private static String url() {
    return server.url() + "?user=" + server.user() + "&password=" + server.password();
  }

  private static List<String> saidOfPools(ForkedJvm jvm) {
    return lines(jvm, ".*tripmeter: .*(warn|error|pool=|pool |session).*");
  }

  private static List<String> lines(ForkedJvm jvm, String pattern) {
    return Saying.of(jvm).stream().filter(line -> line.matches(pattern)).toList();
  }
}
