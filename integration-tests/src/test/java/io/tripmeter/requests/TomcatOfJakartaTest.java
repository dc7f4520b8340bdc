package io.tripmeter.requests;

import io.tripmeter.programs.Requests;
import io.tripmeter.programs.Servers;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;

/** Tomcat 10.1, Servlet 6.0 of jakarta. */
final class TomcatOfJakartaTest extends ServletsTest {
  @Override
  Requests program() {
    PostgresServer server = PostgresServer.shared();
    return Requests.start(ForkedJvm.of("example.RequestTomcat")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .classPath(Servers.tomcatOfJakarta())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .agent()
        .argument(server.url(), server.user(), server.password(), "Jakarta"));
  }
}
