package io.tripmeter.signals.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Configuration;
import io.tripmeter.config.Settings;
import io.tripmeter.signals.metrics.FixedGauges;
import io.tripmeter.signals.metrics.Telemetry;
import io.tripmeter.signals.slowquery.Statements;
import io.tripmeter.signals.spans.Spans;
import io.tripmeter.signals.waterfall.SlowRequests;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.crac.Core;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final Pattern IMPORT = Pattern.compile("from '\\.(/\\w+\\.js)'");

  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final Object pool = new Object();
  private @Nullable PoolStats stats;
  private @Nullable Page page;

  @AfterEach
  void stop() {
    if (page != null) {
      page.stop();
    }
    if (stats != null) {
      stats.close();
      telemetry.pools().closed();
    }
  }

  private Page start(String arguments) {
    Settings settings = Configuration.ofArguments(arguments);
    Statements statements = new Statements(settings, telemetry, Spans.NONE, false, null);
    Page started = new Page(
        settings,
        telemetry,
        statements.seen(),
        statements.top(),
        new SlowRequests(settings, Spans.NONE));
    started.start();
    page = started;
    return started;
  }

  private PoolStats register(String name, int idle, int used) {
    return register(name, new FixedGauges(idle, used));
  }

  private PoolStats register(String name, FixedGauges gauges) {
    PoolStats added = PoolStats.register(name, pool);
    stats = added;
    telemetry.pools().register(added, gauges);
    return added;
  }

  @Test
  void answersOnlyToAllowedHosts() throws IOException {
    start("metrics.listen=127.0.0.1:0");
    assertEquals(200, status(get("/metrics", "localhost:29464")));
    assertEquals(200, status(get("/metrics", "127.0.0.1")));
    assertEquals(200, status(get("/metrics", "[::1]:29464")));
    assertEquals(403, status(get("/metrics", "evil.example")));
    assertEquals(403, status(get("/health", "localhost.evil.example:29464")));
    assertEquals(403, status(get("/", "10.0.0.1")));
  }

  @Test
  void aListenerOnAllAddressesAnswersToAnyAddressButToNoName() {
    AllowedHosts hosts = new AllowedHosts("0.0.0.0:29464", "");
    assertTrue(hosts.contains("10.1.2.3:29464"));
    assertTrue(hosts.contains("[fe80::1]:29464"));
    assertFalse(hosts.contains("evil.example:29464"));
    assertFalse(hosts.contains("1.evil"));
    assertFalse(hosts.contains(null));
    assertTrue(new AllowedHosts("Metrics.internal:29464", "").contains("metrics.internal"));
  }

  @Test
  void theOperatorCanAllowFurtherHosts() {
    AllowedHosts hosts = new AllowedHosts("0.0.0.0:29464", "app,Metrics.internal");
    assertTrue(hosts.contains("app:29464"));
    assertTrue(hosts.contains("metrics.internal"));
    assertFalse(hosts.contains("evil.example"));
    assertFalse(hosts.contains(""));
    assertTrue(new AllowedHosts("127.0.0.1:29464", "*").contains("anything.example"));
  }

  @Test
  void aRefusalNamesTheOptionThatAllowsTheHost() throws IOException {
    start("metrics.listen=127.0.0.1:0");
    assertTrue(get("/metrics", "app:29464").contains("metrics.hosts"));
  }

  @Test
  void acceptsOnlyGetAndHead() throws IOException {
    start("metrics.listen=127.0.0.1:0");
    assertEquals(405, status(exchange("POST", "/metrics", "localhost")));
    assertEquals(200, status(exchange("HEAD", "/", "localhost")));
    assertEquals(404, status(get("/nothing", "localhost")));
  }

  @Test
  void isHealthyBeforeThereIsAPool() throws IOException {
    start("metrics.listen=127.0.0.1:0");
    String answer = get("/health", "localhost");
    assertEquals(200, status(answer));
    assertTrue(answer.contains("{\"status\":\"up\",\"pools\":[]}"), answer);
  }

  @Test
  void healthShowsTheConnectionsOfAPool() throws IOException {
    register("or\"ders", 3, 2).invalid().increment();
    start("metrics.listen=127.0.0.1:0");
    String answer = get("/health", "localhost");
    assertEquals(200, status(answer));
    assertTrue(
        answer.contains(
            "{\"name\":\"or\\\"ders\",\"size\":5,\"idle\":3,\"used\":2,\"pending\":1,\"invalid\":1}"),
        answer);
  }

  @Test
  void aPoolWithoutAConnectionIsUnhealthy() throws IOException {
    register("orders", 0, 0);
    start("metrics.listen=127.0.0.1:0");
    assertEquals(503, status(get("/health", "localhost")));
  }

  @Test
  void aPoolWithoutMinimumIdleIsHealthyWhenEmpty() throws IOException {
    register("orders", new FixedGauges(0, 0, 0, 0));
    start("metrics.listen=127.0.0.1:0");
    assertEquals(200, status(get("/health", "localhost")));
  }

  @Test
  void anEmptyPoolIsUnhealthyWhileAThreadWaits() throws IOException {
    register("orders", new FixedGauges(0, 0, 1, 0));
    start("metrics.listen=127.0.0.1:0");
    assertEquals(503, status(get("/health", "localhost")));
  }

  @Test
  void thePageIsFilesOfThisJarThatLoadNothingElse() throws IOException {
    start("metrics.listen=127.0.0.1:0");
    List<String> files = new ArrayList<>(List.of("/", "/page.css", "/page.js"));
    int characters = 0;
    for (int i = 0; i < files.size(); i++) {
      String path = files.get(i);
      String answer = get(path, "localhost");
      assertEquals(200, status(answer), path);
      assertTrue(
          answer.contains("Content-Security-Policy: default-src 'none'; script-src 'self';"), path);
      assertTrue(answer.contains("Referrer-Policy: no-referrer"), path);
      assertTrue(answer.contains("Cache-Control: no-store"), path);
      assertFalse(answer.contains("https://"), path);
      assertFalse(answer.contains("innerHTML"), path);
      // No script with it loads in Safari before 16.4.
      assertFalse(answer.contains("(?<=") || answer.contains("(?<!"), path);
      characters += answer.length();
      IMPORT
          .matcher(answer)
          .results()
          .map(module -> module.group(1))
          .filter(module -> !files.contains(module))
          .forEach(files::add);
    }
    assertTrue(files.size() > 10, files::toString);
    assertTrue(characters < 150 * 1024, "the page has " + characters + " characters");
    assertEquals(404, status(get("/Page.js", "localhost")));
    assertEquals(404, status(get("/.js", "localhost")));
  }

  @Test
  void theOverviewShowsNoSecretOfTheConfiguration() throws IOException {
    start("metrics.listen=127.0.0.1:0,otlp.endpoint=http://user:S3cr3t@collector:4318");
    String overview = get("/overview", "localhost");
    assertTrue(overview.contains("collector:4318"), overview);
    assertFalse(overview.contains("S3cr3t"), overview);
  }

  @Test
  void aTakenPortIsNotAFailure() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertNull(start("metrics.listen=127.0.0.1:" + taken.getLocalPort()).address());
    }
  }

  /** With a simulated package jdk.crac, because no JVM with checkpoints is available. */
  @Test
  void aCheckpointClosesTheListenerAndARestoreReopensItOnTheSamePort() throws Exception {
    String address = start("metrics.listen=127.0.0.1:0").address();
    System.gc();
    Core.getGlobalContext().beforeCheckpoint(Core.getGlobalContext());
    assertThrows(ConnectException.class, () -> get("/health", "localhost"));
    Core.getGlobalContext().afterRestore(Core.getGlobalContext());
    assertEquals(200, status(get("/health", "localhost")));
    assertEquals(address, page == null ? null : page.address());
  }

  @Test
  void offMeansNoListener() {
    assertNull(start("metrics.listen=off").address());
  }

  private String get(String path, String host) throws IOException {
    return exchange("GET", path, host);
  }

  /** Uses a socket, because HTTP clients do not allow setting the Host header. */
  private String exchange(String method, String path, String host) throws IOException {
    String address = page == null ? null : page.address();
    if (address == null) {
      throw new IOException("not listening");
    }
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = method + " " + path + " HTTP/1.1\r\nHost: " + host
          + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ")[1]);
  }
}
