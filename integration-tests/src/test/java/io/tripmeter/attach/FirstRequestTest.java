package io.tripmeter.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tripmeter.child.Eventually;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first request does not wait for classes to be changed. */
final class FirstRequestTest {
  private static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";

  @TempDir
  private Path directory;

  @Test
  void theJdksServerIsChangedBeforeOneComes() {
    LoadedClasses loaded = new LoadedClasses(directory);
    PostgresServer server = PostgresServer.shared();
    try (ForkedJvm jvm = loaded
        .of(ForkedJvm.of("example.bench.FiveQueries").agent())
        .property("tripmeter.metrics.listen", "off")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(), server.user(), server.password())
        .start()) {
      jvm.await("listening on (\\d+)");
      Eventually.equal(List.of(CHAIN), () -> loaded.startingWith(CHAIN), jvm::output);
    }
  }

  @Test
  void withoutAReplicaNothingOfReplicasIsLoaded() {
    LoadedClasses loaded = new LoadedClasses(directory);
    PostgresServer server = PostgresServer.shared();
    try (ForkedJvm jvm = loaded
        .of(ForkedJvm.of("example.bench.FiveQueries").agent())
        .property("tripmeter.metrics.listen", "off")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url(), server.user(), server.password())
        .start()) {
      jvm.await("DB pool warm-up complete");
      assertEquals(List.of(), loaded.startingWith("io.tripmeter.replica"));
      assertEquals(List.of(), loaded.startingWith("io.tripmeter.pool.Reads"));
      assertEquals(List.of(), loaded.startingWith("io.tripmeter.pool.PoolReplica"));
    }
  }
}
