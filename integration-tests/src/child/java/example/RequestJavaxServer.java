package example;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.servlet.ServletContextHandler;

/** Jetty 9.4 with javax servlets. Arguments: URL, user, password. */
final class RequestJavaxServer {
  private RequestJavaxServer() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/shop");
    context.addEventListener(new RequestJavaxServlets());
    server.setHandler(context);
    server.start();
    System.out.println("listening on " + server.getURI().getPort());
  }
}
