package io.tripmeter.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripmeter.programs.Console;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever clients do or leave undone, a liveness probe is answered. */
final class ListenerAttacksTest {
  private static final int CROWD = 200;
  private static Console console;
  private static int port;

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    console = Console.start(Console.on(PostgresServer.shared())
        .property("tripmeter.metrics.listen", "127.0.0.1:0")
        .property("tripmeter.metrics.hosts", "app,metrics.internal")
        .agent());
    assertEquals("open", console.pool("main", 2));
    port = console.scrape().port();
  }

  @AfterAll
  static void end() {
    console.close();
  }

  @AfterEach
  void closeSockets() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    sockets.add(socket);
    return socket;
  }

  private Socket send(String text) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String request(String path, String host) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  private static String answer(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(Socket socket) {
    return Integer.parseInt(answer(socket).split(" ", 3)[1]);
  }

  @Test
  void halfSentRequestsHoldUpNobody() throws IOException {
    for (int i = 0; i < CROWD; i++) {
      send("GET /health HTTP/1.1\r\nHost: loc");
    }
    assertEquals(200, status(send(request("/health", "localhost"))));
    assertEquals(200, status(send(request("/metrics", "localhost"))));
  }

  @Test
  void aClientThatIsTooSlowIsLeft() throws IOException {
    Socket slow = send("GET /health HTTP/1.1\r\n");
    assertEquals("", answer(slow));
  }

  @Test
  void anAnswerThatNobodyTakesHoldsUpNobody() throws IOException {
    for (int i = 0; i < CROWD; i++) {
      send(request(i % 2 == 0 ? "/" : "/overview?download", "localhost"));
    }
    assertEquals(200, status(send(request("/health", "localhost"))));
  }

  @Test
  void twoHundredPagesAtOnceGetTheirData() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(send(request("/overview", "localhost")));
    }
    for (Socket socket : crowd) {
      assertTrue(overview(answer(socket)).get("pools").size() > 0);
    }
  }

  @Test
  void aHeadOfTheDataIsAHead() throws IOException {
    String head = answer(send("HEAD /overview?download HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    assertTrue(head.startsWith("HTTP/1.1 200 "), head);
    assertTrue(head.endsWith("\r\n\r\n"), head);
    assertTrue(head.matches("(?s).*Content-Length: \\d{3,}.*"), head);
  }

  @Test
  void aPathThatIsNoUtf8IsNotFound() throws IOException {
    Socket socket = connect();
    String request = request("/overview\u00c3\u0028%ff%fe", "localhost");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(404, status(socket));
  }

  private static JsonNode overview(String answer) throws IOException {
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
  }

  @Test
  void aHugeHeadIsRefused() throws IOException {
    Socket huge = send("GET /health HTTP/1.1\r\nX: " + "x".repeat(9_000));
    assertEquals(431, status(huge));
    assertEquals(
        200,
        status(send(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(6_000) + "\r\n\r\n")));
  }

  @Test
  void twoHundredClientsAtOnceAreAnswered() throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(connect());
    }
    for (Socket socket : crowd) {
      socket.getOutputStream().write(request("/health", "localhost").getBytes());
    }
    assertTrue(crowd.stream().allMatch(socket -> status(socket) == 200));
  }

  @Test
  void aRequestThatComesByteByByteIsAnswered() throws IOException {
    Socket socket = connect();
    socket.setTcpNoDelay(true);
    for (byte each : request("/health?x=1", "localhost").getBytes()) {
      socket.getOutputStream().write(each);
    }
    assertEquals(200, status(socket));
  }

  @Test
  void whatIsNoHttpIsRefused() throws IOException {
    assertEquals(400, status(send("\u0016\u0003\u0001 hello\r\n\r\n")));
  }

  @Test
  void hostsThatTheOperatorNamedAreAnsweredAndOthersAreToldHow() throws IOException {
    assertEquals(200, status(send(request("/metrics", "app:" + port))));
    assertEquals(200, status(send(request("/metrics", "METRICS.internal"))));
    assertTrue(answer(send(request("/metrics", "evil.example"))).contains("metrics.hosts"));
  }
}
