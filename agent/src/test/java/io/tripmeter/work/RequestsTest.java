package io.tripmeter.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tripmeter.boot.RequestCounters;
import io.tripmeter.log.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private final Seen seen = new Seen();

  @Test
  void aRequestIsToldOfWithMethodRouteAndStatus() throws Exception {
    Requests requests = new Requests(seen);

    serve(ForeignHandler.of(exchange -> {
      RequestCounters request = requests.begin(Servers.JDK_HTTP_SERVER, exchange);
      assertNotNull(request);
      exchange.sendResponseHeaders(204, -1);
      requests.end(request, exchange, null, null);
    }));

    assertEquals(List.of("began GET /tasks", "ended /tasks 204"), seen.events);
  }

  @Test
  void theAgentsOwnPageIsNoRequest() throws Exception {
    Requests requests = new Requests(seen);
    AtomicReference<@Nullable RequestCounters> begun = new AtomicReference<>();

    serve(exchange -> {
      begun.set(requests.begin(Servers.JDK_HTTP_SERVER, exchange));
      exchange.sendResponseHeaders(200, -1);
    });

    assertNull(begun.get());
    assertEquals(List.of(), seen.events);
  }

  @Test
  void anObserverThatThrowsIsOneLineAndNobodyElseNotices() throws Exception {
    Requests requests = new Requests(new Thrower(), seen);

    try (CapturedLog log = CapturedLog.start()) {
      serve(ForeignHandler.of(exchange -> {
        RequestCounters request = requests.begin(Servers.JDK_HTTP_SERVER, exchange);
        assertNotNull(request);
        exchange.sendResponseHeaders(204, -1);
        requests.end(request, exchange, null, null);
      }));

      assertEquals(List.of("began GET /tasks", "ended /tasks 204"), seen.events);
      assertEquals(1, log.lines().size(), log.lines().toString());
    }
  }

  @Test
  void anExchangeThatIsNoRequestAtAllIsLeftAlone() {
    assertNull(new Requests(seen).begin(Servers.SERVLET, "not a request"));
  }

  private static void serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/tasks", handler);
    server.start();
    try {
      URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tasks/17")
          .toURL()
          .openStream()
          .close();
    } finally {
      server.stop(1);
    }
  }

  private static final class Seen implements RequestObserver {
    final List<String> events = new ArrayList<>();

    @Override
    public void began(RequestCounters request, Server server, Object exchange) {
      events.add("began " + request.method() + " " + request.route());
    }

    @Override
    public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
      events.add("ended " + request.route() + " " + status);
    }
  }

  private static final class Thrower implements RequestObserver {
    @Override
    public void began(RequestCounters request, Server server, Object exchange) {
      throw new IllegalStateException("began");
    }

    @Override
    public void ended(RequestCounters request, int status, @Nullable Throwable thrown, long nanos) {
      throw new IllegalStateException("ended");
    }
  }
}
