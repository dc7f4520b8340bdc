package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static PostgresServer server;

  @TempDir
  private static Path directory;

  private static Path hosts;

  @BeforeAll
  static void startServer() throws IOException {
    server = Poolers.server();
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
  @ValueSource(strings = {NEON_POOLED, SUPABASE, RDS_PROXY})
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
}
