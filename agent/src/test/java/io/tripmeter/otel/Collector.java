package io.tripmeter.otel;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OTLP receiver that keeps what it is sent and answers with one status. Protobuf holds names and texts as they are. */
final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> contentTypes = new CopyOnWriteArrayList<>();

  Collector(int status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", exchange -> {
      contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<String> contentTypes() {
    return contentTypes;
  }

  /** Everything received so far, as soon as the text is in it; fails after 10 s. */
  String awaitBodyWith(String text) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      String received = String.join("\n", bodies);
      if (received.contains(text)) {
        return received;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not received: " + text + " but " + bodies);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
