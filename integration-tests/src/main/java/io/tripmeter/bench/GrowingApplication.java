package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PgBouncer;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;

/** {@code example.bench.Growing}, bare or with Tripmeter, behind a PgBouncer, and who asks it. */
final class GrowingApplication implements AutoCloseable {
  /** How large the application is; the connections are those of each pool. */
  record Size(int pools, int connections, int statements, int routes) {}

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  final Samples cpuMicros = new Samples();
  final Samples bytes = new Samples();
  private final ForkedJvm jvm;
  private final long readyMillis;
  private final Application application;
  private final LoadGenerator load = new LoadGenerator();
  private final String routes;

  GrowingApplication(PostgresServer server, PgBouncer pooler, Size size, boolean tripmeter) {
    routes = "/route-#" + size.routes;
    ForkedJvmBuilder builder = ForkedJvm.of("example.bench.Growing")
        .jvmArgument("-Xmx2g", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20")
        .property("sun.net.httpserver.nodelay", "true")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(pooler.url() + "?sslmode=disable", server.user(), server.password())
        .argument(
            Integer.toString(size.pools),
            Integer.toString(size.connections),
            Integer.toString(size.statements),
            Integer.toString(size.routes));
    jvm = (tripmeter ? builder.agent("metrics.listen=127.0.0.1:0") : builder).start();
    try {
      readyMillis = Long.parseLong(jvm.await("ready after (\\d+)\\.", PATIENCE).group(1));
      application = Application.of(jvm, "/route-0");
    } catch (AssertionError | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A PgBouncer that admits more clients than a PostgreSQL server does connections. */
  static PgBouncer pooler(PostgresServer server) {
    return PgBouncer.before(server)
        .setting("max_client_conn", "12000")
        .setting("auth_type", "trust")
        .setting("query_wait_timeout", "120")
        .poolSize(20)
        .start();
  }

  /** From the first pool's constructor until all connections of all pools are open. */
  long readyMillis() {
    return readyMillis;
  }

  void load(int requests) {
    load.load(application, routes, requests);
  }

  /** The same, and what it has cost is a sample. */
  void measure(int requests) {
    Usage before = application.usage();
    load(requests);
    Usage used = application.usage().minus(before);
    cpuMicros.add(used.cpuNanos() / 1e3 / requests);
    bytes.add((double) used.allocatedBytes() / requests);
  }

  /** What is left on the heap after a full collection. */
  double heapMegabytes() {
    return application.heapMegabytes();
  }

  double residentMegabytes() {
    return application.residentMegabytes();
  }

  /** Of the metrics page; 0 without Tripmeter. */
  int series() {
    String port = jvm.await("metrics listening.*127\\.0\\.0\\.1:(\\d+)").group(1);
    return Metrics.fetch(Integer.parseInt(port)).samples().size();
  }

  @Override
  public void close() {
    load.close();
    jvm.close();
  }
}
