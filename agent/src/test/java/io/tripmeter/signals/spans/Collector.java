package io.tripmeter.signals.spans;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An OTLP receiver that keeps what it is sent and answers with one status. Protobuf holds names and texts as they are. */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> contentTypes = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final String scheme;

  public Collector(int status) throws IOException {
    this(
        status,
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
        "http");
  }

  /** Only for who trusts the context's certificate, which is 127.0.0.1's. */
  public Collector(SSLContext tls) throws IOException {
    this(200, httpsServer(tls), "https");
  }

  private static HttpServer httpsServer(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }

  private Collector(int status, HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/v1/traces", exchange -> {
      headers.add(exchange.getRequestHeaders());
      contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
    server.start();
  }

  public String endpoint() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  public List<Headers> headers() {
    return headers;
  }

  public List<String> contentTypes() {
    return contentTypes;
  }

  /** Everything received so far, as soon as the text is in it; fails after 10 s. */
  public String awaitBodyWith(String text) throws InterruptedException {
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
