package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.PostgresServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expensive crosses of poolers, their settings, drivers and what drivers can be told. */
@Tag("matrix")
final class PoolersMatrixTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final List<String> PARAMETERS = List.of(
      "&preferQueryMode=extended",
      "&preferQueryMode=simple",
      "&preferQueryMode=extendedForPrepared",
      "&autosave=always",
      "&autosave=conservative");
  private static final String OURS = "30s/5s/1min/\"$user\", public";
  private static final PostgresServer SERVER = Poolers.server();

  static Stream<Arguments> poolersTimesDriversTimesParameters() {
    return Poolers.versions().stream()
        .flatMap(version -> Libraries.PGJDBC.stream()
            .flatMap(pgjdbc ->
                PARAMETERS.stream().map(parameters -> Arguments.of(version, pgjdbc, parameters))));
  }

  @ParameterizedTest
  @MethodSource("poolersTimesDriversTimesParameters")
  void everyTransactionGoesAsItWouldAlone(String version, String pgjdbc, String parameters) {
    PgBouncerOptions pooler = Poolers.pgBouncer(version, SERVER);
    List<String> times = List.of("first", "second");
    Shapes shapes = new Shapes(SERVER, pooler, pgjdbc, parameters, times);
    boolean validating = !parameters.contains("autosave");
    SameResultsTest.assertSame(
        validating ? shapes.validating() : shapes, pgjdbc + " " + parameters);
  }

  /** Whether it is in session mode, the size of its pool, what it ignores, whether it speaks TLS, and what it carries (-1: as it comes). */
  record Setup(
      String version, boolean session, int size, String ignored, boolean tls, int prepared) {
    /**
     * What may be said of it. One connection alone cannot tell a session pooler from the other, and two connections that a transaction
     * pooler gives different servers prove nothing either.
     */
    List<String> verdicts() {
      if (size == 1) {
        return session
            ? List.of("an unknown proxy", "a transaction pooler")
            : List.of("a transaction pooler");
      }
      return List.of("an unknown proxy", session ? "a session pooler" : "a transaction pooler");
    }

    PgBouncerOptions options() {
      PgBouncerOptions options =
          Poolers.pgBouncer(version, SERVER).poolSize(size).ignoring(ignored);
      if (session) {
        options.sessionMode();
      }
      if (tls) {
        options.tls();
      }
      return prepared < 0 ? options : options.maxPreparedStatements(prepared);
    }
  }

  static Stream<Setup> setups() {
    return Poolers.versions().stream()
        .flatMap(version -> Stream.of(true, false)
            .flatMap(session -> Stream.of(1, 2, 20)
                .flatMap(size -> Stream.of("", "extra_float_digits,options,search_path")
                    .flatMap(ignored -> Stream.of(true, false)
                        .flatMap(tls -> prepared(version)
                            .map(carried ->
                                new Setup(version, session, size, ignored, tls, carried)))))));
  }

  private static Stream<Integer> prepared(String version) {
    return version.equals(Poolers.OLD) ? Stream.of(-1) : Stream.of(0, 200);
  }

  /** A pool may not be larger than what a session pooler has: each connection keeps one. */
  @ParameterizedTest
  @MethodSource("setups")
  void inEveryModeTheSettingsAreInForceAndTheAnswersRight(Setup setup) {
    int connections = setup.session ? Math.min(setup.size, 4) : 4;
    try (PgBouncer pooler = setup.options().start();
        Application application = Application.withTimeouts().start()) {
      String security = setup.tls
          ? "?sslmode=verify-full&sslrootcert=" + pooler.certificate()
          : "?sslmode=disable";
      assertEquals(
          "created",
          application.tell(Application.poolCommand(
              "main",
              "constructor",
              SERVER,
              pooler.url(),
              "jdbcUrl=" + pooler.url() + security,
              "maximumPoolSize=" + connections,
              "connectionTimeout=30000")));
      assertTrue(
          application.warmedUp("main").contains("warmed=" + connections), application::output);
      String verdict = Poolers.verdict(application, "main");
      assertTrue(setup.verdicts().stream().anyMatch(verdict::contains), verdict);
      assertEquals(
          OURS, application.tell("transaction", "main", Poolers.SESSION), application::output);
      assertEquals("{right=200}", application.tell("crowd", "main", "4", "200", "5"));
      if (!setup.session) {
        assertEquals(Poolers.SERVERS_OWN, pooler.value(Poolers.SESSION));
      }
    }
  }

  static Stream<Arguments> poolersTimesDrivers() {
    return Poolers.versions().stream()
        .flatMap(version -> Libraries.PGJDBC.stream().map(pgjdbc -> Arguments.of(version, pgjdbc)));
  }

  @ParameterizedTest
  @MethodSource("poolersTimesDrivers")
  void aCrowdGetsTheRightAnswersWithEveryDriver(String version, String pgjdbc) {
    PreparedStatementsTest.crowd(
        APPLICATIONS, Poolers.pgBouncer(version, SERVER), pgjdbc, 10_000, "");
  }
}
