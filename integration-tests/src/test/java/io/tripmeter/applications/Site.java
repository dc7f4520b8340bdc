package io.tripmeter.applications;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tripmeter.testing.Link;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PoolerPrograms;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server of an application's own, what stands before it, and the link that the application's connections take. */
final class Site implements AutoCloseable {
  static final String DIRECT = "on the server";
  static final String BEHIND_PGBOUNCER = "behind PgBouncer";
  static final List<String> PLACES = List.of(DIRECT, BEHIND_PGBOUNCER);

  private final PostgresServer server = PostgresServer.start();
  private final @Nullable PgBouncer pooler;
  private final Link link;

  private Site(String place) {
    pooler = place.equals(DIRECT) ? null : pooler(server);
    link = (pooler == null ? Link.to(server) : Link.to(pooler))
        .roundTrip(Duration.ofMillis(2))
        .joiningBegin()
        .logging()
        .open();
  }

  static Site of(String place) {
    if (!place.equals(DIRECT)) {
      assumeTrue(PoolerPrograms.pgBouncer(newest()).isPresent(), "no PgBouncer " + newest());
    }
    return new Site(place);
  }

  private static String newest() {
    return PoolerPrograms.PGBOUNCER.get(PoolerPrograms.PGBOUNCER.size() - 1);
  }

  /** In transaction mode. */
  private static PgBouncer pooler(PostgresServer server) {
    return PgBouncer.before(server).version(newest()).poolSize(20).start();
  }

  PostgresServer server() {
    return server;
  }

  Link link() {
    return link;
  }

  /** Without user and password. */
  String url() {
    return server.url(link) + "?sslmode=disable";
  }

  @Override
  public void close() {
    link.close();
    if (pooler != null) {
      pooler.close();
    }
    server.close();
  }
}
