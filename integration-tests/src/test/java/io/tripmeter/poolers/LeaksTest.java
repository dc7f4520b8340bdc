package io.tripmeter.poolers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.child.Application;
import io.tripmeter.child.Applications;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two clients on one connection to the server: what we set for one the other never sees. */
final class LeaksTest {
  @RegisterExtension
  static final Applications APPLICATIONS = new Applications();

  private static final PostgresServer SERVER = Poolers.server();
  private static final int TRANSACTIONS = 1000;
  private static final String OURS = "30s/5s/1min/garden";

  /** Kinds in which nothing was looked at are left out: the transaction had failed by then. */
  @ParameterizedTest
  @MethodSource("io.tripmeter.poolers.Poolers#versions")
  void afterAnyTransactionAnotherClientSeesTheServersOwnSettings(String version)
      throws SQLException {
    Map<String, Integer> kinds = new TreeMap<>();
    try (PgBouncer pooler = Poolers.pgBouncer(version, SERVER).poolSize(1).start();
        Application application =
            APPLICATIONS.start(Application.withTimeouts().setting("session.schema", "garden"));
        Connection another = pooler.anotherClient()) {
      application.pool(version, SERVER, pooler.url(), "maximumPoolSize=2");
      application.warmedUp(version);
      Poolers.verdict(application, version);
      for (int seed = 0; seed < TRANSACTIONS; seed++) {
        String[] kindAndSession =
            application.tell("random", version, Integer.toString(seed)).split(" ", 2);
        String kind = kindAndSession[0];
        String session = kindAndSession.length > 1 ? kindAndSession[1].replace("\"", "") : "";
        String at = "after transaction " + seed + ", " + kind;
        assertEquals(Poolers.SERVERS_OWN, PgBouncer.value(another, Poolers.SESSION), at);
        if (kind.equals("autocommit")) {
          assertEquals(Poolers.SERVERS_OWN.replace("\"", ""), session, at);
        } else if (!session.isEmpty()) {
          assertEquals(OURS, session, at + "\n" + application.output());
        }
        kinds.merge(kind, 1, Integer::sum);
      }
      assertEquals(1, pooler.serverConnections());
      assertTrue(
          kinds.size() == 8 && kinds.values().stream().allMatch(n -> n > 80), kinds::toString);
    }
  }
}
