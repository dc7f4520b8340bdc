package example;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;

/** Jetty 12's handlers, and a servlet below them. Arguments: URL, user, password. */
public final class JettyApplication {
  private interface Answer {
    void to(Request request, Response response, Callback callback) throws Exception;
  }

  private JettyApplication() {}

  public static void main(String[] arguments) throws Exception {
    Trips.open(arguments);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    ContextHandlerCollection contexts = new ContextHandlerCollection();
    contexts.addHandler(at("/plain", (request, response, callback) -> {
      Trips.query(1);
      write(response, callback);
    }));
    contexts.addHandler(at(
        "/later",
        (request, response, callback) -> Trips.TASKS.execute(() -> {
          Trips.query(2);
          write(response, callback);
        })));
    contexts.addHandler(at("/foreign", (request, response, callback) -> {
      Trips.query(1);
      new Thread(() -> write(response, callback)).start();
    }));
    contexts.addHandler(at("/after", (request, response, callback) -> {
      write(response, callback);
      Trips.query(2);
    }));
    contexts.addHandler(at("/fan", (request, response, callback) -> {
      String path = request.getHttpURI().getPath();
      Trips.fan(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
      write(response, callback);
    }));
    contexts.addHandler(at("/fails", (request, response, callback) -> {
      Trips.query(1);
      throw new IllegalStateException("as asked for");
    }));
    contexts.addHandler(servlets());
    server.setHandler(asksFirst(contexts));
    server.start();
    System.out.println("listening on " + connector.getLocalPort());
  }

  private static Handler asksFirst(Handler next) {
    return new Handler.Wrapper(next) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        if (request.getHttpURI().getPath().startsWith("/shop")) {
          Trips.query(1);
        }
        return super.handle(request, response, callback);
      }
    };
  }

  private static Handler at(String path, Answer answer) {
    return new ContextHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            answer.to(request, response, callback);
            return true;
          }
        },
        path);
  }

  private static Handler servlets() {
    ServletContextHandler context = new ServletContextHandler("/shop");
    ServletHolder holder = new ServletHolder(new AskingServlet());
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/orders/*");
    context.addServlet(holder, "/async/*");
    return context;
  }

  private static void write(Response response, Callback callback) {
    response.write(true, ByteBuffer.wrap("done".getBytes(StandardCharsets.UTF_8)), callback);
  }
}
