package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Requests of known cost on the JDK's HTTP server. Arguments: URL, user, password. */
final class RequestServer {
  private static final int THREADS = 8;

  private final RequestWork work;

  private RequestServer(RequestWork work) {
    this.work = work;
  }

  public static void main(String[] arguments) throws IOException {
    RequestServer requests = new RequestServer(new RequestWork(arguments));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor());
    for (String path : RequestWork.PATHS) {
      server.createContext("/" + path, requests.answering(path));
    }
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
  }

  /** Virtual threads where there are any and they are wanted. */
  private static ExecutorService executor() {
    if (Boolean.getBoolean("virtual.threads")) {
      try {
        return (ExecutorService)
            Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this Java has no virtual threads", e);
      }
    }
    return Executors.newFixedThreadPool(THREADS);
  }

  private HttpHandler answering(String path) {
    return exchange -> {
      RequestWork.Answer answer = work.answer(path);
      send(exchange, answer.status, answer.text);
    };
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
