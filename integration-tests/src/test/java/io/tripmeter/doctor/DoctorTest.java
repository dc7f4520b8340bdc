package io.tripmeter.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripmeter.child.Eventually;
import io.tripmeter.programs.Console;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code java -jar tripmeter-agent.jar doctor}, with nothing else on the class path. */
final class DoctorTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @Test
  void whatItCountsIsWhatPassedOnTheWire() {
    try (Link link = Link.to(SERVER).roundTrip(Duration.ofMillis(20)).open();
        DoctorRun doctor =
            DoctorRun.of(SERVER, SERVER.url(link) + "?sslmode=disable&loginTimeout=10")) {
      JsonNode report = doctor.report(1);

      assertEquals(link.count().connections(), report.at("/wire/connections").asLong());
      assertEquals(link.turnArounds(), report.at("/wire/round_trips").asLong());
      assertTrue(report.at("/link/median_ms").asDouble() >= 20, report::toString);
      assertEquals(5, report.at("/connect/driver_alone/round_trips").asInt(), report::toString);
      assertEquals(4, report.at("/connect/with_tripmeter/round_trips").asInt(), report::toString);
      assertEquals("SCRAM", report.at("/connect/driver_alone/login").asText());
      assertEquals("direct", report.at("/endpoint/verdict").asText());
      assertTrue(report.at("/endpoint/proven").asBoolean(), report::toString);
      assertEquals(20, report.at("/connections/2/count").asInt());
      assertTrue(report.at("/connections/2/parallel_ms").isNumber(), report::toString);
      assertEquals(97, report.at("/server/admitted").asInt());
      assertEquals("default", report.at("/server/settings/lock_timeout/source").asText());
      assertEquals(
          "session.statement-timeout=30s", report.at("/advice/0/setting").asText());
      Eventually.equal(0, link::open, doctor.jvm()::output);
    }
  }

  @Test
  void whatCannotBeExaminedIsOneLineThatSaysWhy() throws IOException {
    ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    new Thread(() -> refuse(http), "not-postgres").start();
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (DoctorRun password = DoctorRun.start(
            SERVER,
            DoctorRun.with(SERVER, SERVER.url(), "--user", SERVER.user())
                .environment("PGPASSWORD", "not-it"));
        DoctorRun nobody =
            DoctorRun.start(SERVER, DoctorRun.with(SERVER, "localhost:" + closed + "/app"));
        DoctorRun web = DoctorRun.start(
            SERVER, DoctorRun.with(SERVER, "127.0.0.1:" + http.getLocalPort() + "/app"))) {
      password.assertCannot("wrong password for user " + SERVER.user() + " at " + SERVER.host()
          + ":" + SERVER.port());
      nobody.assertCannot("nobody listens at localhost:" + closed);
      web.assertCannot("is no PostgreSQL server");
    } finally {
      http.close();
    }
  }

  /** As web servers answer what is no request. */
  private static void refuse(ServerSocket listener) {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
      } catch (IOException closed) {
        // The client or the listener.
      }
    }
  }

  @Test
  void aRunningJvmTellsWhereItsPageIs() {
    try (Console application = Console.start(Console.on(SERVER)
            .property("tripmeter.metrics.listen", "127.0.0.1:0")
            .agent());
        Console other = Console.start(Console.on(SERVER))) {
      application.pool("main", 2);
      String address =
          application.jvm().await("metrics listening address=(127.0.0.1:\\d+)").group(1);
      application.jvm().await("warm-up complete pool=main");
      try (DoctorRun found = asked(application.jvm(), "--json");
          DoctorRun text = asked(application.jvm());
          DoctorRun none = asked(other.jvm(), "--json")) {
        JsonNode report = found.report(0);
        assertEquals("http://" + address + "/", report.at("/page").asText());
        assertEquals("main", report.at("/health/pools/0/name").asText());
        assertEquals(2, report.at("/health/pools/0/size").asInt());
        assertEquals(0, text.jvm().exitCode(), text.jvm().output());
        String said = String.join("\n", text.jvm().stdout());
        assertTrue(said.contains("Pool main: size 2"), said);
        assertTrue(
            said.contains("Slow statements: "
                + report.at("/overview/totals/slow_queries").asLong() + ", in "),
            said);
        none.assertCannot("process " + other.jvm().pid() + " has no Tripmeter");
      }
    }
  }

  private static DoctorRun asked(ForkedJvm jvm, String... words) {
    return DoctorRun.start(
        SERVER, DoctorRun.with(SERVER, "--pid", Long.toString(jvm.pid())).argument(words));
  }
}
