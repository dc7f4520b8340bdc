package io.tripmeter.requests;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;

/** Jetty 9.4, Servlet 3.1 of javax, the oldest. */
final class JettyOfJavaxTest extends ServletsTest {
  @Override
  Requests program() {
    PostgresServer server = PostgresServer.shared();
    return Requests.start(ForkedJvm.of("example.RequestJetty")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .classPath(Servers.jettyOfJavax())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent()
        .argument(server.url(), server.user(), server.password(), "Javax"));
  }
}
