package io.tripmeter.sample;

import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty on the loopback address, with the service's paths. */
final class WebServer {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final String HOST = "127.0.0.1";

  private final Server server;
  private final ServerConnector connector;

  private WebServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Listens on {@code port}; 0 picks a free one. */
  static WebServer start(int port, DataSource pool) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(paths(pool));
    server.start();
    return new WebServer(server, connector);
  }

  private static ServletContextHandler paths(DataSource pool) {
    ServletContextHandler context = new ServletContextHandler();
    add(context, "/health", Endpoint.only("GET", call -> Answer.ok(Map.of("status", "up"))));
    add(context, "/api/ping", Endpoint.only("GET", new PingEndpoint(pool)));
    add(context, "/api/tasks", Endpoint.only("GET", new TaskListEndpoint(pool)));
    add(context, "/api/tasks/*", Endpoint.only("GET", new TaskEndpoint(pool)));
    add(context, "/api/residences", Endpoint.only("GET", new ResidenceListEndpoint(pool)));
    add(context, "/api/contractors", Endpoint.only("GET", new ContractorListEndpoint(pool)));
    add(context, "/api/documents", Endpoint.only("GET", new DocumentListEndpoint(pool)));
    add(context, "/api/completions", Endpoint.only("POST", new NewCompletionEndpoint(pool)));
    add(context, "/api/orders", Endpoint.only("POST", new NewOrderEndpoint(pool)));
    // The default servlet. Without it Jetty would answer unknown paths in HTML.
    add(context, "/", call -> {
      throw HttpError.notFound("nothing is here");
    });
    return context;
  }

  private static void add(ServletContextHandler context, String path, Endpoint endpoint) {
    context.addServlet(new ServletHolder(path, new ApiServlet(endpoint)), path);
  }

  String address() {
    return "http://" + HOST + ":" + connector.getLocalPort();
  }

  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      log.warn("the web server did not stop cleanly", e);
    }
  }
}
