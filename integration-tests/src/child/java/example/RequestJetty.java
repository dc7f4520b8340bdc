package example;

import java.util.EnumSet;
import javax.servlet.DispatcherType;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/** The servlets of javax in Jetty. Arguments: URL, user, password. */
final class RequestJetty {
  private RequestJetty() {}

  public static void main(String[] arguments) throws Exception {
    RequestWork.open(arguments);
    Server server = new Server(0);
    ServletContextHandler context = new ServletContextHandler(server, "/shop");
    ServletHolder servlet = new ServletHolder(JavaxRequestServlet.class);
    servlet.setAsyncSupported(true);
    for (String pattern : RequestWork.PATTERNS) {
      context.addServlet(servlet, pattern);
    }
    context.addFilter(JavaxRequestFilter.class, "/filtered/*", EnumSet.of(DispatcherType.REQUEST));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(500, "/sorry");
    context.setErrorHandler(errors);
    server.start();
    System.out.println(
        "listening on " + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }
}
