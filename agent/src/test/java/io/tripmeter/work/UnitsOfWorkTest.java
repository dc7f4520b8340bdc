package io.tripmeter.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.tripmeter.boot.UnitOfWork;
import io.tripmeter.log.CapturedLog;
import io.tripmeter.work.jdk.JdkHttpServer;
import io.tripmeter.work.servlet.Servlets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnitsOfWorkTest {
  private static final int SERVLET = 0;
  private static final int JDK = 1;

  private final Seen seen = new Seen();

  @Test
  void aRequestIsToldOfWithMethodRouteAndStatus() throws Exception {
    UnitsOfWork requests = units(seen);

    serve(ForeignHandler.of(exchange -> {
      UnitOfWork request = requests.begin(JDK, exchange, null);
      assertNotNull(request);
      exchange.sendResponseHeaders(204, -1);
      requests.end(JDK, request, exchange, null, null);
    }));

    assertEquals(List.of("began GET /tasks", "ended /tasks 204"), seen.events);
  }

  @Test
  void theAgentsOwnPageIsNoRequest() throws Exception {
    UnitsOfWork requests = units(seen);
    AtomicReference<@Nullable UnitOfWork> begun = new AtomicReference<>();

    serve(exchange -> {
      begun.set(requests.begin(JDK, exchange, null));
      exchange.sendResponseHeaders(200, -1);
    });

    assertNull(begun.get());
    assertEquals(List.of(), seen.events);
  }

  @Test
  void anObserverThatThrowsIsOneLineAndNobodyElseNotices() throws Exception {
    UnitsOfWork requests = units(new Thrower(), seen);

    try (CapturedLog log = CapturedLog.start()) {
      serve(ForeignHandler.of(exchange -> {
        UnitOfWork request = requests.begin(JDK, exchange, null);
        assertNotNull(request);
        exchange.sendResponseHeaders(204, -1);
        requests.end(JDK, request, exchange, null, null);
      }));

      assertEquals(List.of("began GET /tasks", "ended /tasks 204"), seen.events);
      assertEquals(1, log.lines().size(), log.lines().toString());
    }
  }

  @Test
  void anExchangeThatIsNoRequestAtAllIsLeftAlone() {
    assertNull(units(seen).begin(SERVLET, "not a request", null));
  }

  @Test
  void insideOfAContextOfARequestAnotherServersRequestIsAPartOfItAndOneOfItsOwnKindIsTheNext() {
    UnitsOfWork units = units(seen);
    UnitOfWork request = UnitOfWork.begin(new JdkHttpServer(), JDK);
    assertFalse(units.standsAlone(SERVLET, request, true));
    assertTrue(units.standsAlone(SERVLET, request, false), "a thread that was started in it");
    UnitOfWork servlet = UnitOfWork.begin(new Servlets(), SERVLET);
    UnitsOfWork same = new UnitsOfWork(new WorkKind[] {(WorkKind) servlet.kind()});
    assertTrue(same.standsAlone(SERVLET, servlet, true));
  }

  private static UnitsOfWork units(WorkObserver... observers) {
    return new UnitsOfWork(new WorkKind[] {new Servlets(), new JdkHttpServer()}, observers);
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

  private static final class Seen implements WorkObserver {
    final List<String> events = new ArrayList<>();

    @Override
    public void began(UnitOfWork request, Object exchange) {
      events.add("began " + request.operation() + " " + request.name());
    }

    @Override
    public void ended(UnitOfWork request, int status, @Nullable Throwable thrown, long nanos) {
      events.add("ended " + request.name() + " " + status);
    }
  }

  private static final class Thrower implements WorkObserver {
    @Override
    public void began(UnitOfWork request, Object exchange) {
      throw new IllegalStateException("began");
    }

    @Override
    public void ended(UnitOfWork request, int status, @Nullable Throwable thrown, long nanos) {
      throw new IllegalStateException("ended");
    }
  }
}
