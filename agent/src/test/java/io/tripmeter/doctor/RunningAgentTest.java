package io.tripmeter.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks this JVM, which has servers of its own. A JVM cannot attach to itself, so by JMX nothing is found: exit code 2. */
class RunningAgentTest {
  private static final Path SELF = Paths.get("/proc/self");
  private static final String PID = Long.toString(ProcessHandle.current().pid());
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final InetAddress ALL = new InetSocketAddress(0).getAddress();
  private static final String UP = "{\"status\":\"up\",\"pools\":[{\"name\":\"main\",\"size\":2}]}";

  @TempDir
  private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @BeforeEach
  void onLinuxAlone() {
    assumeTrue(Files.exists(SELF.resolve("fd")), "no Linux");
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void aJarIsSeenThatWasDeletedOrReplacedAfterTheStart() throws IOException {
    assertFalse(RunningAgent.hasTripmeter(new ListeningPorts(SELF)));
    try (JarFile open = agent()) {
      assertTrue(RunningAgent.hasTripmeter(new ListeningPorts(SELF)), open::getName);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"UP\"}",
        "{\"status\":\"UP\",\"pools\":[]}",
        "{\"status\":\"up\",\"components\":{}}",
        "{\"status\":\"up\",\"pools\":[\"main\"]}",
        "{\"status\":\"up\",\"pools\":[]",
      })
  void theHealthOfAnotherFrameworkIsNotTripmeters(String health) throws IOException {
    serve(LOOPBACK, 200, health, "{\"problems\":[]}");
    assertEquals(2, doctor(), this::said);
    assertEquals(List.of("/health"), asked);
  }

  @Test
  void anApplicationsPortOfAllInterfacesIsLeftAlone() throws IOException {
    serve(ALL, 200, UP, "{\"problems\":[]}");
    assertEquals(2, doctor(), this::said);
    assertEquals(List.of(), asked);
  }

  @Test
  void theConfiguredPortIsAskedFirstEvenIfItIsOfAllInterfaces() {
    InetSocketAddress local = new InetSocketAddress(LOOPBACK, 7001);
    assertEquals(
        List.of(new InetSocketAddress(LOOPBACK, 7002), local),
        RunningAgent.inOrder(
            Arrays.asList(
                local, new InetSocketAddress(ALL, 7002), new InetSocketAddress(ALL, 7003)),
            7002));
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    int application = serve(ALL, 200, UP, "{\"problems\":[]}");
    HttpServer redirects = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    redirects.createContext("/", exchange -> {
      exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + application + "/health");
      answer(exchange, 302, "");
    });
    start(redirects);
    assertEquals(2, doctor(), this::said);
    assertEquals(List.of(), asked);
  }

  @Test
  void withoutProblemsItIsFine() throws IOException {
    serve(LOOPBACK, 200, UP, "{\"problems\":[]}");
    assertEquals(0, doctor(), this::said);
    assertFalse(said().contains("not known"), this::said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500|Tripmeter could not render this page.|/overview answered with status 500",
        "200|{\"pools\":[]}|/overview has no list of problems",
        "200|{\"problems\":[],\"observed_s\":NaN}|/overview has no list of problems",
      })
  void whatIsWrongIsSaidNotToBeKnown(int status, String overview, String why) throws IOException {
    serve(LOOPBACK, status, UP, overview);
    assertEquals(1, doctor(), this::said);
    assertTrue(said().contains("What is wrong is not known: " + why + ".\n"), this::said);
  }

  @Test
  void whatIsNoJsonIsNotPrintedAsSuch() throws IOException {
    serve(LOOPBACK, 200, UP, "{\"problems\":[],\"title\":\"\u001b[2J\"}");
    assertEquals(1, doctor("--json"), this::said);
    assertTrue(
        out.toString(UTF_8).contains(",\"health\":" + UP + ",\"overview\":null}"), this::said);
  }

  /** This JVM has Tripmeter's jar open. */
  private JarFile agent() throws IOException {
    Path jar = directory.resolve("agent.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("io/tripmeter/AgentMain.class"));
    }
    JarFile open = new JarFile(jar.toFile());
    Files.delete(jar);
    return open;
  }

  private int doctor(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("--pid", PID));
    all.addAll(List.of(words));
    JarFile open = agent();
    try {
      return Doctor.run(all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    } finally {
      open.close();
    }
  }

  private String said() {
    return out.toString(UTF_8) + err.toString(UTF_8);
  }

  /** The port; what it is asked for is in {@code asked}. */
  private int serve(InetAddress address, int status, String health, String overview)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(address, 0), 0);
    server.createContext("/", exchange -> {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      boolean isHealth = path.equals("/health");
      answer(exchange, isHealth ? 200 : status, isHealth ? health : overview);
    });
    return start(server);
  }

  private int start(HttpServer server) {
    servers.add(server);
    server.start();
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
