package io.tripmeter.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.NetworkNamespaces;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections to another host, in a network namespace: two servers, one with TLS, which it demands of the application's user, and one
 * without. What is refused has sent no password; what its clients send is recorded.
 */
final class TlsPolicyTest {
  private static final int PLAIN = 5432;
  private static final int TLS = 5433;
  private static final String SSL_REQUEST = "\0\0\0\b\4\322\26/";
  private static final String SILENT = "to another host";

  @TempDir
  static Path sockets;

  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  private static PostgresServer plain;
  private static PostgresServer tls;
  private static NetworkNamespaces network;
  private static RecordingSocket toPlain;

  @BeforeAll
  static void start() {
    Optional<String> missing = NetworkNamespaces.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    plain = opened(PostgresServer.with().embedded().start());
    tls = opened(PostgresServer.with().tls().start());
    tls.execute(
        "COPY (VALUES ('hostssl all app all scram-sha-256'), ('host all postgres all trust')) TO '"
            + tls.value("SHOW hba_file") + "'");
    tls.execute("SELECT pg_reload_conf()");
    network = opened(NetworkNamespaces.make());
    toPlain = relay(PLAIN, plain);
    relay(TLS, tls);
  }

  private static <T extends AutoCloseable> T opened(T it) {
    OPEN.add(0, it);
    return it;
  }

  private static RecordingSocket relay(int port, PostgresServer server) {
    Path socket = sockets.resolve("to-" + port);
    RecordingSocket recording = opened(new RecordingSocket(socket, server));
    ForkedJvm relay = opened(ForkedJvm.of("io.tripmeter.testing.UnixSocketRelay")
        .classPath(Libraries.testClasses())
        .prefix(network.atServer())
        .argument("0.0.0.0", Integer.toString(port), socket.toString())
        .start());
    relay.await("^ready$");
    return recording;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : OPEN) {
      each.close();
    }
  }

  static List<String> drivers() {
    return List.of(Libraries.PGJDBC.get(0), Libraries.NEWEST_PGJDBC);
  }

  static List<String> newestDriver() {
    return Libraries.inMatrix() ? drivers() : List.of(Libraries.NEWEST_PGJDBC);
  }

  private static ApplicationBuilder application(String driver) {
    return Application.with()
        .pgjdbc(driver)
        .setting("pools.requires.tls.require", "refuse")
        .setting("pools.verifies.tls.verify", "refuse")
        .setting("pools.warns.tls.require", "warn")
        .setting("pools.warns.tls.verify", "warn")
        .setting("pools.quiet.tls.require", "off")
        .prefix(network.atClient());
  }

  private static String pool(
      Application application, String name, PostgresServer server, String host, String parameters) {
    int port = server == tls ? TLS : PLAIN;
    return application.tell(
        "pool",
        name,
        "constructor",
        "jdbcUrl=jdbc:postgresql://" + host + ":" + port + "/" + server.database() + "?"
            + parameters,
        "username=" + server.user(),
        "password=" + server.password(),
        "maximumPoolSize=3");
  }

  private static String pool(
      Application application, String name, PostgresServer server, String parameters) {
    return pool(application, name, server, NetworkNamespaces.SERVER, parameters);
  }

  private static void assertRefused(Application application, String option, String answer) {
    assertTrue(
        answer.contains("java.sql.SQLException: Tripmeter's " + option + "=refuse ("), answer);
    assertTrue(
        answer.contains("No password was sent. Change: in the URL sslmode=verify-full"), answer);
    assertEquals(1, application.said("refused by " + option).size(), application.output());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void withoutTlsNothingIsSentThatIsWorthStealing(String driver) {
    try (Application application = application(driver).start()) {
      int mark = toPlain.mark();
      String disabled = pool(application, "requires", plain, "sslmode=disable");
      assertRefused(application, "tls.require", disabled);
      assertEquals(Set.of(""), Set.copyOf(toPlain.sentSince(mark)), "with sslmode=disable");
      mark = toPlain.mark();
      String preferred = pool(application, "requires", plain, "");
      assertTrue(preferred.contains("tls.require=refuse"), preferred);
      assertEquals(
          Set.of(SSL_REQUEST), Set.copyOf(toPlain.sentSince(mark)), "when the server has said N");
      mark = toPlain.mark();
      String allowed = pool(application, "requires", plain, "sslmode=allow");
      assertTrue(allowed.contains("tls.require=refuse"), allowed);
      String sent = String.join("", toPlain.sentSince(mark));
      assertTrue(sent.contains("user\0app\0"), sent);
      assertFalse(sent.contains("SCRAM"), sent);
      assertRefused(application, "tls.verify", pool(application, "verifies", plain, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("newestDriver")
  void withTlsThePoolIsOpenedIfItVerifiesWhoAnswers(String driver) {
    String certificate = "sslrootcert=" + tls.certificate();
    try (Application application = application(driver).start()) {
      // The server demands TLS, which the driver then turns to.
      assertWorks(application, "requires", "sslmode=allow");
      assertWorks(application, "requires", "sslmode=require");
      assertRefused(
          application, "tls.verify", pool(application, "verifies", tls, "sslmode=require"));
      String noName = pool(application, "verifies", tls, "sslmode=verify-ca&" + certificate);
      assertTrue(noName.contains("host name is not compared"), noName);
      assertWorks(application, "verifies", "sslmode=verify-full&" + certificate);
      String bound = pool(application, "verifies", tls, "sslmode=require&channelBinding=require");
      boolean isNew = driver.equals(Libraries.NEWEST_PGJDBC);
      assertEquals(isNew, bound.equals("created"), bound);
      assertEquals(List.of(), application.said("SSL error|not applied"));
    }
  }

  private static void assertWorks(Application application, String name, String parameters) {
    assertEquals("created", pool(application, name, tls, parameters), application::output);
    assertEquals(
        Collections.nCopies(3, "t"),
        application.askAll(name, 3, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
        application::output);
    application.tell("close", name);
  }

  @Test
  void aWarningIsSaidOnceAPoolAndAServer() {
    try (Application application = application(Libraries.NEWEST_PGJDBC).start()) {
      assertEquals("created", pool(application, "warns", plain, ""), application::output);
      assertEquals(3, application.askAll("warns", 3, "SELECT 1").size());
      application.await("another host is not encrypted pool=warns host=10.203.0.2:5432");
      assertEquals("created", pool(application, "warns", tls, "sslmode=require"));
      application.await("does not verify who answers pool=warns#2 host=10.203.0.2:5433"
          + " why=.sslmode=require accepts every certificate");
      assertEquals(2, application.said(SILENT).size(), application.output());
    }
  }

  /** A private network may have its own protection; over the Internet there is none. */
  @Test
  void whereNobodyHasAskedOnlyAPublicAddressWithoutTlsIsReported() {
    String internet = NetworkNamespaces.PUBLIC_SERVER;
    try (Application application = application(Libraries.NEWEST_PGJDBC).start()) {
      pool(application, "private", plain, "");
      pool(application, "encrypted", tls, internet, "sslmode=require");
      pool(application, "quiet", plain, internet, "");
      assertEquals("1", application.ask("quiet", "SELECT 1"));
      assertEquals(List.of(), application.said(SILENT), application.output());
      pool(application, "public", plain, internet, "");
      assertEquals("1", application.ask("public", "SELECT 1"));
      assertEquals(1, application.said(SILENT).size(), application.output());
      application.await(
          "is not encrypted pool=public host=203.0.113.2:5432 .*off=.tls.require=off");
    }
  }

  @Test
  void loopbackIsLeftAlone() {
    try (Application application = Application.with()
        .setting("tls.require", "refuse")
        .setting("tls.verify", "refuse")
        .start()) {
      application.pool("main", plain, plain.url());
      assertEquals("1", application.ask("main", "SELECT 1"));
      assertEquals(List.of(), application.said(SILENT), application.output());
    }
  }

  @Test
  void adviceRefusesNothing() {
    try (Application application =
        application(Libraries.NEWEST_PGJDBC).setting("mode", "advise").start()) {
      assertEquals("created", pool(application, "requires", plain, ""), application::output);
      assertEquals("1", application.ask("requires", "SELECT 1"));
      application.await("another host is not encrypted pool=requires");
    }
  }
}
