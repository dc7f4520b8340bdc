package io.tripmeter.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tripmeter.boot.ThreadState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The JDK's HTTP server, which may be missing from a jlink image: nothing else here names its classes. */
final class Listener implements HttpHandler {
  private static final int THREADS = 2;

  private final String host;
  private final Responder responder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, new AgentThreads());

  private Listener(String host, InetSocketAddress address, Responder responder) throws IOException {
    this.host = host;
    this.responder = responder;
    server = HttpServer.create(address, 0);
    server.createContext("/", this);
    server.setExecutor(threads);
  }

  static Listener open(String listen, Responder responder) throws IOException {
    int colon = listen.lastIndexOf(':');
    String host = listen.substring(0, colon);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetSocketAddress address =
        new InetSocketAddress(bare, Integer.parseInt(listen.substring(colon + 1)));
    if (address.isUnresolved()) {
      throw new IOException("unknown host " + bare);
    }
    Listener listener = new Listener(host, address, responder);
    listener.server.start();
    return listener;
  }

  String address() {
    return host + ":" + server.getAddress().getPort();
  }

  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      Answer answer = responder.answer(
          exchange.getRequestMethod(),
          exchange.getRequestURI().getPath(),
          exchange.getRequestHeaders().getFirst("Host"),
          exchange.getRequestHeaders().getFirst("Accept"));
      send(exchange, answer);
    } finally {
      exchange.close();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer.body());
    }
  }

  /** Marked as the agent's before the server's own code runs on them: what they do is no request of the application. */
  private static final class AgentThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(
          () -> {
            ThreadState.current().setAgentThread(true);
            task.run();
          },
          "tripmeter-page");
      thread.setDaemon(true);
      thread.setContextClassLoader(Listener.class.getClassLoader());
      return thread;
    }
  }
}
