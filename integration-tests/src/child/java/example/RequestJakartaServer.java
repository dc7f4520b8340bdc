package example;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EventListener;
import java.util.concurrent.Executor;

/**
 * Jetty 12 with jakarta servlets. Arguments: URL, user, password, and "virtual" for virtual threads. By reflection, for its classes bear
 * the names of Jetty 9.4's, which is what the compiler sees.
 */
final class RequestJakartaServer {
  private RequestJakartaServer() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    Class<?> handlerType = Class.forName("org.eclipse.jetty.server.Handler");
    Class<?> serverType = Class.forName("org.eclipse.jetty.server.Server");
    Object server = serverType
        .getConstructor(InetSocketAddress.class)
        .newInstance(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    if (arguments.length > 3) {
      Object threads = serverType.getMethod("getThreadPool").invoke(server);
      threads
          .getClass()
          .getMethod("setVirtualThreadsExecutor", Executor.class)
          .invoke(threads, RequestJdkServer.virtualThreads());
    }
    serverType.getMethod("setHandler", handlerType).invoke(server, context());
    serverType.getMethod("start").invoke(server);
    URI address = (URI) serverType.getMethod("getURI").invoke(server);
    System.out.println("listening on " + address.getPort());
  }

  private static Object context() throws ReflectiveOperationException {
    Class<?> type = Class.forName("org.eclipse.jetty.ee10.servlet.ServletContextHandler");
    Object context = type.getConstructor().newInstance();
    type.getMethod("setContextPath", String.class).invoke(context, "/shop");
    type.getMethod("addEventListener", EventListener.class)
        .invoke(context, new RequestJakartaServlets());
    return context;
  }
}
