package io.tripmeter.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.programs.Requests;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Spring's {@code @Transactional(readOnly = true)} with a replica, and the sessions of its clients. */
@Tag("matrix")
final class SpringReplicaTest {
  private static final String READS = "tripmeter_replica_reads_total";

  private static double reads(Requests requests, String server) {
    return requests.scrape().metrics().sum(READS, "pool", "HikariPool-1", "server", server);
  }

  @Test
  void readOnlyTransactionsGoToTheReplicaUnlessTheSessionHasWritten() {
    try (PostgresServer primary =
            PostgresServer.with().embedded().setting("log_statement", "all").start();
        PostgresServer standby = primary.standby();
        Requests requests = Requests.start(ForkedJvm.ofJar(Libraries.springBoot())
            .agent()
            .property("tripmeter.metrics.listen", "127.0.0.1:0")
            .property("tripmeter.replica.url", standby.url())
            .property("tripmeter.replica.sticky", "60s")
            .argument(
                "--spring.datasource.url=" + primary.url() + "?sslmode=disable",
                "--spring.datasource.username=" + primary.user(),
                "--spring.datasource.password=" + primary.password()))) {
      requests.jvm().await("read-only work goes to the replica pool=HikariPool-1");
      assertEquals(200, requests.get("/authors"));
      assertEquals(200, requests.get("/authors/1", "Cookie", "JSESSIONID=me"));
      assertEquals(2, reads(requests, "replica"));
      assertEquals(0, reads(requests, "primary"));
      assertEquals(200, post(requests, "/authors/Ada", "JSESSIONID=me"));
      assertEquals(200, requests.get("/authors/1", "Cookie", "a=b; JSESSIONID=me"));
      assertEquals(1, reads(requests, "primary"));
      assertEquals(200, requests.get("/authors/1", "Cookie", "JSESSIONID=you"));
      assertEquals(200, requests.get("/authors/1"));
      assertEquals(4, reads(requests, "replica"));
      assertEquals(1, reads(requests, "primary"));
    }
  }

  private static int post(Requests requests, String path, String cookie) {
    try {
      return java.net.http.HttpClient.newHttpClient()
          .send(
              java.net.http.HttpRequest.newBuilder(
                      java.net.URI.create("http://127.0.0.1:" + requests.port() + path))
                  .header("Cookie", cookie)
                  .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
