package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.programs.Console;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PgBouncerOptions;
import io.tripmeter.testing.Pgpool;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor on every Java, before every pooler, with TLS, over a long link, and where it cannot do anything. */
@Tag("matrix")
final class DoctorMatrixTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir
  private Path directory;

  static List<Integer> javas() {
    return Jdks.selected();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void itNeedsNothingButAJava(int java) {
    try (DoctorRun doctor = DoctorRun.start(
        SERVER,
        DoctorRun.with(SERVER, SERVER.url(), "--user", SERVER.user(), "--json").java(java))) {
      assertEquals("direct", doctor.report(1).at("/endpoint/verdict").asText());
    }
  }

  static List<String> drivers() {
    return Libraries.PGJDBC;
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void anotherVersionOfTheDriverIsCountedToo(String version) {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(10)).open();
        DoctorRun doctor = DoctorRun.of(
            SERVER,
            SERVER.url(link),
            "--driver",
            Libraries.pgjdbc(version).toString(),
            "--connections",
            "1")) {
      JsonNode report = doctor.report(1);
      assertEquals(link.turnArounds(), report.at("/wire/round_trips").asLong(), report::toString);
      assertEquals("--connections 1", report.at("/connections/1/left_out").asText());
    }
  }

  static Stream<Arguments> poolers() {
    return PoolerPrograms.PGBOUNCER.stream()
        .flatMap(version -> Stream.of(true, false).map(session -> Arguments.of(version, session)));
  }

  @ParameterizedTest
  @MethodSource("poolers")
  void pgBouncerIsSeen(String version, boolean session) {
    assumeTrue(PoolerPrograms.pgBouncer(version).isPresent(), "no PgBouncer " + version);
    PgBouncerOptions options = PgBouncer.before(SERVER).version(version);
    options = session ? options.sessionMode().poolSize(20) : options.poolSize(1);
    try (PgBouncer pooler = options.start();
        Link link = Link.to(pooler).roundTrip(Duration.ofMillis(10)).open();
        DoctorRun doctor = DoctorRun.of(SERVER, pooler.url(link))) {
      JsonNode report = doctor.report(1);
      String verdict = report.at("/endpoint/verdict").asText();
      if (session) {
        assertEquals("unknown proxy", verdict);
        assertTrue(
            report.at("/advice/0/change").asText().contains("pooler=session"), report::toString);
      } else {
        assertEquals("transaction pooler", verdict);
        assertTrue(report.at("/endpoint/proven").asBoolean(), report::toString);
        assertEquals(
            version.equals("1.24"),
            report.at("/endpoint/carries_prepared_statements").asBoolean(),
            report::toString);
        assertEquals("0", pooler.value("SHOW statement_timeout"));
      }
      assertTrue(report.at("/connections/2/left_out").asText().contains("not known"));
      assertEquals(link.turnArounds(), report.at("/wire/round_trips").asLong(), report::toString);
    }
  }

  @Test
  void aPoolerInStatementModeIsExaminedWithoutATransaction() {
    assumeTrue(PoolerPrograms.pgBouncer("1.24").isPresent(), "no PgBouncer");
    try (PgBouncer pooler = PgBouncer.before(SERVER)
            .setting("pool_mode", "statement")
            .poolSize(5)
            .start();
        DoctorRun doctor = DoctorRun.of(SERVER, pooler.url())) {
      assertEquals("statement pooler", doctor.report(1).at("/endpoint/verdict").asText());
    }
  }

  @Test
  void pgpoolIsSeen() {
    assumeTrue(PoolerPrograms.pgpool().isPresent(), "no pgpool-II");
    try (Pgpool pooler = Pgpool.before(SERVER);
        DoctorRun doctor = DoctorRun.of(SERVER, pooler.url())) {
      JsonNode report = doctor.report(1);
      assertEquals("unknown proxy", report.at("/endpoint/verdict").asText(), report::toString);
      assertFalse(report.at("/endpoint/proven").asBoolean());
    }
  }

  @Test
  void theProportionsOfALongLinkAreReported() {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(220)).open();
        DoctorRun doctor = DoctorRun.of(SERVER, SERVER.url(link))) {
      JsonNode report = doctor.report(1);
      assertTrue(report.at("/link/median_ms").asDouble() >= 220, report::toString);
      double one = report.at("/connect/driver_alone/millis").asDouble();
      assertTrue(
          one >= 220 * report.at("/connect/driver_alone/round_trips").asInt(), report::toString);
      JsonNode twenty = report.at("/connections/2");
      assertFalse(twenty.at("/serial_measured").asBoolean(), report::toString);
      assertTrue(
          twenty.at("/parallel_ms").asDouble() < twenty.at("/serial_ms").asDouble(),
          report::toString);
      assertEquals(link.turnArounds(), report.at("/wire/round_trips").asLong(), report::toString);
    }
  }

  @Test
  void tlsIsCountedAndJudged() {
    try (PostgresServer server = PostgresServer.with().tls().start();
        Link link = Link.to(server).roundTrip(Duration.ofMillis(20)).open();
        DoctorRun careless = DoctorRun.of(server, server.url(link));
        DoctorRun verified = DoctorRun.of(
            server,
            "jdbc:postgresql://localhost:" + server.port() + "/" + server.database()
                + "?sslmode=verify-full&sslrootcert=" + server.certificate())) {
      JsonNode report = careless.report(1);
      assertEquals(link.turnArounds(), report.at("/wire/round_trips").asLong(), report::toString);
      assertEquals(7, report.at("/connect/driver_alone/round_trips").asInt(), report::toString);
      assertEquals(1, report.at("/connect/driver_alone/phases/tls/round_trips").asInt());
      assertEquals(
          2,
          report.at("/connect/driver_alone/phases/authentication/round_trips").asInt());
      assertTrue(report.at("/tls/in_force").asBoolean());
      assertFalse(report.at("/tls/verified").asBoolean());
      assertEquals(
          "sslmode=prefer accepts every certificate", report.at("/tls/flaw").asText());

      JsonNode right = verified.report(1);
      assertTrue(right.at("/tls/verified").asBoolean(), right::toString);
      assertTrue(right.at("/tls/change").isNull(), right::toString);
    }
  }

  @Test
  void aServerThatHasTlsAndDoesNotAdmitItIsNoServerWithoutTls() throws IOException {
    Path rules = Files.createTempFile("tripmeter-hba", ".conf");
    Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(
        rules, "host all postgres samehost trust\nhostnossl all all samehost scram-sha-256\n");
    try (PostgresServer server =
            PostgresServer.with().tls().setting("hba_file", rules.toString()).start();
        DoctorRun doctor = DoctorRun.of(server, server.url())) {
      JsonNode report = doctor.report(1);
      assertFalse(report.at("/tls/in_force").asBoolean(), report::toString);
      assertEquals(
          "a connection with TLS was refused, SQLSTATE 28000",
          report.at("/tls/tried").asText());
      assertTrue(
          report.at("/tls/change").asText().startsWith("in the server a line hostssl"),
          report::toString);
    } finally {
      Files.delete(rules);
    }
  }

  @Test
  void nothingIsWrittenAndWhatTheRoleHasSetIsNoAdvice() {
    try (PostgresServer server =
        PostgresServer.with().embedded().setting("log_statement", "all").start()) {
      for (String timeout :
          List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")) {
        server.execute("ALTER ROLE app SET " + timeout + " = '1min'");
      }
      int before = server.log().length();
      try (DoctorRun doctor = DoctorRun.start(
          server,
          DoctorRun.with(
                  server,
                  "postgresql://app:" + server.password() + "@" + server.host() + ":"
                      + server.port() + "/app",
                  "--json")
              .environment("PGPASSWORD", ""))) {
        JsonNode report = doctor.report(0);
        assertEquals(
            "user", report.at("/server/settings/statement_timeout/source").asText());
        assertEquals(0, report.at("/advice").size(), report::toString);
        assertTrue(
            doctor.jvm().stderr().get(0).contains("can be read by every user"),
            doctor.jvm()::output);
      }
      List<String> statements = server
          .log()
          .substring(before)
          .lines()
          .filter(line -> line.matches(".*LOG:  (statement|execute [^:]*): .*"))
          .map(line -> line.replaceAll(".*LOG:  (statement|execute [^:]*): ", ""))
          .filter(line -> !line.matches(
              "(?i)(select .*|begin.*|rollback|SET (extra_float_digits|application_name).*)"))
          .toList();
      assertEquals(List.of(), statements);
    }
  }

  @Test
  void fewConnectionsAreTakenWhereFewAreFree() {
    try (PostgresServer server =
            PostgresServer.with().embedded().maxConnections(13).start();
        DoctorRun doctor = DoctorRun.of(server, server.url(), "--instances", "3", "--pool", "5")) {
      JsonNode report = doctor.report(1);
      assertTrue(report.at("/connections/1/parallel_ms").isNull(), report::toString);
      assertTrue(
          report.at("/connections/1/left_out").asText().contains("are free"), report::toString);
      assertFalse(report.at("/tripmeter/fits").asBoolean(), report::toString);
      assertEquals(3, report.at("/tripmeter/fitting_pool").asInt(), report::toString);
      assertTrue(report.at("/advice").toString().contains("pool.max-size=3"), report::toString);
    }
  }

  @Test
  void ipv6IsExamined() throws IOException {
    try (PostgresServer server =
            PostgresServer.with().embedded().setting("listen_addresses", "*").start();
        DoctorRun doctor =
            DoctorRun.of(server, "postgresql://[::1]:" + server.port() + "/" + server.database())) {
      assertEquals(
          "[::1]:" + server.port(), doctor.report(1).at("/target/address").asText());
    }
  }

  @Test
  void whatCannotBeExaminedSaysWhy() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        PostgresServer server = PostgresServer.with().embedded().start()) {
      server.execute(
          "REVOKE CONNECT ON DATABASE app FROM PUBLIC; ALTER DATABASE app OWNER TO postgres");
      try (DoctorRun noAnswer =
              DoctorRun.of(SERVER, "127.0.0.1:" + silent.getLocalPort() + "/app");
          DoctorRun noRights = DoctorRun.of(server, server.url());
          DoctorRun noDatabase =
              DoctorRun.of(SERVER, SERVER.host() + ":" + SERVER.port() + "/nowhere");
          DoctorRun noPort =
              DoctorRun.of(SERVER, "postgresql://app:" + SERVER.password() + "/app");
          DoctorRun noTls = DoctorRun.of(SERVER, SERVER.url() + "?sslmode=require");
          DoctorRun noPassword = DoctorRun.start(
              SERVER,
              DoctorRun.with(SERVER, SERVER.url(), "--user", "app")
                  .environment("PGPASSWORD", "")
                  .property("user.home", directory.toString()))) {
        noAnswer.assertCannot("no answer from 127.0.0.1:" + silent.getLocalPort() + " within 10 s");
        noRights.assertCannot("permission denied for database");
        noDatabase.assertCannot("\"nowhere\" does not exist");
        noPort.assertCannot("the driver does not accept this URL");
        noTls.assertCannot("does not speak TLS");
        noPassword.assertCannot("wants a password for user app");
      }
    }
  }

  @Test
  void aPasswordFileCountsIfNobodyElseMayReadIt() throws IOException {
    Path file = directory.resolve("pgpass");
    Files.writeString(
        file,
        "# none\nelsewhere:*:*:*:wrong\n" + SERVER.host() + ":" + SERVER.port() + ":*:app:"
            + SERVER.password() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    String second = SERVER.host() + ":" + SERVER.port();
    try (DoctorRun doctor = byFile(file, SERVER.url());
        DoctorRun several = byFile(
            file,
            "jdbc:postgresql://" + SERVER.host() + ":1," + second + "/" + SERVER.database())) {
      doctor.report(1);
      assertEquals(
          SERVER.host() + ":1," + second,
          several.report(1).at("/target/address").asText());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (DoctorRun doctor = byFile(file, SERVER.url())) {
      assertEquals(2, doctor.jvm().exitCode(), doctor.jvm().output());
      assertTrue(
          doctor.jvm().stderr().get(0).contains("is ignored, because others may read"),
          doctor.jvm()::output);
    }
  }

  private static DoctorRun byFile(Path file, String url) {
    return DoctorRun.start(
        SERVER,
        DoctorRun.with(SERVER, url, "--user", "app", "--json")
            .environment("PGPASSWORD", "")
            .environment("PGPASSFILE", file.toString()));
  }

  @Test
  void aJvmWithoutAPageIsAskedByJmx() {
    try (Console application = Console.start(
        Console.on(SERVER).property("tripmeter.metrics.listen", "off").agent())) {
      application.pool("main", 2);
      application.beans("main");
      try (DoctorRun doctor = DoctorRun.start(
          SERVER,
          DoctorRun.with(SERVER, "--pid", Long.toString(application.jvm().pid()), "--json"))) {
        JsonNode report = doctor.report(1);
        assertTrue(report.at("/page").isNull(), report::toString);
        assertTrue(report.at("/overview").isNull(), report::toString);
        assertEquals("main", report.at("/pools/0/name").asText(), report::toString);
        assertEquals(
            2,
            report.at("/pools/0/Idle").asInt() + report.at("/pools/0/Used").asInt(),
            report::toString);
        assertNull(report.get("error"));
      }
    }
  }
}
