package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.ApplicationBuilder;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers' names, which inside of the application's JVM are names of this machine: nothing leaves it. */
final class NamesTest {
  private static final String NEON = "ep-quiet-lake-a1b2c3d4.eu-central-1.aws.neon.tech";
  private static final String NEON_POOLED =
      "ep-quiet-lake-a1b2c3d4-pooler.eu-central-1.aws.neon.tech";
  private static final String SUPABASE = "aws-0-eu-central-1.pooler.supabase.com";
  private static final String RDS_PROXY = "app.proxy-c1d2e3f4.eu-central-1.rds.amazonaws.com";
  private static final Pattern STATEMENT = Pattern.compile("(?:statement|execute [^:]*): (.*)");
  private static PostgresServer server;

  @TempDir
  private static Path directory;

  private static Path hosts;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.with().setting("log_statement", "all").start();
    hosts = Files.writeString(
        directory.resolve("hosts"),
        "127.0.0.1 " + String.join(" ", NEON, NEON_POOLED, SUPABASE, RDS_PROXY) + "\n");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static Application start() {
    return Application.withTimeouts()
        .property("jdk.net.hosts.file", hosts.toString())
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {NEON_POOLED, SUPABASE})
  void aPooledEndpointIsRightFromItsFirstConnectionOn(String host) {
    try (PgBouncer pooler = Poolers.pgBouncer(Poolers.OLD, server).poolSize(1).start();
        Application application = start()) {
      application.pool("main", server, pooler.url(host, pooler.port()), "maximumPoolSize=3");
      application.warmedUp("main");
      String line = Poolers.verdict(application, "main");
      assertTrue(line.contains("behind a transaction pooler") && line.contains(host), line);
      assertEquals("30s", application.tell("transaction", "main", "SHOW statement_timeout"));
      assertEquals("0", pooler.value("SHOW statement_timeout"));
      if (!host.equals(SUPABASE)) {
        // Nothing was tried that it refuses.
        assertTrue(!pooler.log().contains("unsupported startup parameter"), pooler::log);
      }
    }
  }

  @Test
  void neonsDirectEndpointNeedsNoPoolersSettings() {
    try (Application application = start()) {
      String url = "jdbc:postgresql://" + NEON + ":" + server.port() + "/" + server.database();
      application.pool("main", server, url, "maximumPoolSize=2");
      String line = Poolers.verdict(application, "main");
      assertTrue(line.contains("the server itself"), line);
      assertEquals("30s", application.ask("main", "SHOW statement_timeout"));
    }
  }

  /** It keeps a server connection for a client that sets anything, and then shares it with nobody. */
  @Test
  void toAmazonsProxyNothingOfOursIsSent() {
    Set<String> bare = sentByWay(Application.with().withoutAgent());
    Set<String> with = sentByWay(Application.withTimeouts());
    with.removeAll(bare);
    assertEquals(Set.of(), with);
    try (Application application = start()) {
      pool(application);
      String line = Poolers.verdict(application, "main");
      assertTrue(line.contains("pinning proxy") && line.contains("Amazon RDS Proxy's name"), line);
      String configured = application.configured("main");
      assertTrue(configured.contains("pooler=transaction sets it all the same"), configured);
      assertEquals(List.of(), application.said("session settings applied"));
    }
  }

  @Test
  void toAmazonsProxyWhatIsAskedForGoesIfSaidSo() {
    try (Application application = Application.withTimeouts()
        .property("jdk.net.hosts.file", hosts.toString())
        .setting("pooler", "transaction")
        .start()) {
      pool(application);
      String line = Poolers.verdict(application, "main");
      assertTrue(line.contains("behind a transaction pooler"), line);
      assertEquals("30s", application.tell("transaction", "main", "SHOW statement_timeout"));
    }
  }

  private static void pool(Application application) {
    String url = "jdbc:postgresql://" + RDS_PROXY + ":" + server.port() + "/" + server.database();
    application.pool("main", server, url, "maximumPoolSize=4");
    assertEquals("1", application.tell("transaction", "main", "SELECT 1"));
    assertEquals("1", application.ask("main", "SELECT 1"));
  }

  private static Set<String> sentByWay(ApplicationBuilder builder) {
    int before = server.log().length();
    try (Application application =
        builder.property("jdk.net.hosts.file", hosts.toString()).start()) {
      pool(application);
      if (!application.said("tripmeter").isEmpty()) {
        application.warmedUp("main");
      }
    }
    Set<String> all = new TreeSet<>();
    Matcher statement = STATEMENT.matcher(server.log().substring(before));
    while (statement.find()) {
      all.add(statement.group(1));
    }
    assertTrue(all.contains("SELECT 1"), all::toString);
    return all;
  }
}
