package example;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;

/** Arguments: URL, user, password. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Trips.open(arguments);
    EmbeddedServer server = ApplicationContext.run(
        EmbeddedServer.class,
        Map.of(
            "micronaut.server.port", "-1",
            "micronaut.server.host", "127.0.0.1",
            "micronaut.metrics.tags.app", "shop",
            "endpoints.prometheus.sensitive", "false"));
    System.out.println("listening on " + server.getPort());
  }
}
