package io.tripmeter.child;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Link;
import io.tripmeter.testing.Metrics;
import io.tripmeter.testing.PostgresServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code example.Console}, with the agent or without it. */
public final class Application implements AutoCloseable {
  private final ForkedJvm jvm;
  private final AtomicInteger ids;
  private final int firstLine;
  private final boolean shared;
  private final List<String> pools = new CopyOnWriteArrayList<>();

  Application(ForkedJvm jvm) {
    this(jvm, new AtomicInteger(), 0, false);
    jvm.await("^ready$");
  }

  private Application(ForkedJvm jvm, AtomicInteger ids, int firstLine, boolean shared) {
    this.jvm = jvm;
    this.ids = ids;
    this.firstLine = firstLine;
    this.shared = shared;
  }

  /** The same application for the next test: it sees nothing of what has been said, and its end closes only the pools it created. */
  Application next() {
    return new Application(jvm, ids, jvm.lineCount(), true);
  }

  boolean isAlive() {
    return jvm.isAlive();
  }

  public static ApplicationBuilder with() {
    return new ApplicationBuilder();
  }

  /** With the timeouts of the quick start: 30 s for a statement, 5 s for a lock, 60 s idle in a transaction. */
  public static ApplicationBuilder withTimeouts() {
    return with()
        .setting("session.statement-timeout", "30s")
        .setting("session.lock-timeout", "5s")
        .setting("session.idle-in-transaction-timeout", "60s");
  }

  /** The same, asked for these pools alone, whatever anybody else has set. */
  public static ApplicationBuilder withTimeoutsOf(String... pools) {
    ApplicationBuilder builder = with();
    for (String pool : pools) {
      builder
          .setting("pools." + pool + ".session.statement-timeout", "30s")
          .setting("pools." + pool + ".session.lock-timeout", "5s")
          .setting("pools." + pool + ".session.idle-in-transaction-timeout", "60s");
    }
    return builder;
  }

  /** Gives a command and waits for its answer. */
  public String tell(String... command) {
    return answer(order(command));
  }

  /** Gives a command; {@link #answer} waits. */
  public int order(String... command) {
    if (command[0].equals("pool")) {
      pools.add(command[1]);
    }
    int id = ids.incrementAndGet();
    String words = Stream.of(command)
        .map(word -> URLEncoder.encode(word, StandardCharsets.UTF_8))
        .collect(Collectors.joining(" "));
    jvm.say(id + " " + words);
    return id;
  }

  public String answer(int order) {
    return jvm.await("^>>" + order + " (.*)", firstLine).group(1);
  }

  /** Creates a pool by HikariCP's constructor. */
  public void pool(String name, PostgresServer server, Link link, String... settings) {
    pool(name, server, server.url(link), settings);
  }

  /** The same by any URL; the server's user and password. */
  public void pool(String name, PostgresServer server, String url, String... settings) {
    String answer = tell(poolCommand(name, "constructor", server, url, settings));
    if (!answer.equals("created")) {
      throw new AssertionError(answer + "\n" + jvm.output());
    }
  }

  /** The command that creates a pool; settings are HikariCP's, as name=value, and win over what is said here. */
  public static String[] poolCommand(
      String name, String how, PostgresServer server, String url, String... settings) {
    List<String> command = new ArrayList<>(List.of(
        "pool",
        name,
        how,
        "jdbcUrl=" + url + (url.contains("?") ? "&" : "?") + "sslmode=disable",
        "username=" + server.user(),
        "password=" + server.password()));
    command.addAll(List.of(settings));
    return command.toArray(String[]::new);
  }

  public String ask(String pool, String sql) {
    return tell("ask", pool, sql);
  }

  /** On so many connections of the pool at once. */
  public List<String> askAll(String pool, int count, String sql) {
    return List.of(tell("ask-all", pool, Integer.toString(count), sql).split(", "));
  }

  /** The agent's line about the pool's creation. */
  public String configured(String pool) {
    return await("DB pool (would be )?configured .*pool=" + pool + " .*");
  }

  /** The agent's line about the end of a warm-up. */
  public String warmedUp(String pool) {
    return await("DB pool warm-up (complete|incomplete).* pool=" + pool + " .*");
  }

  /** The whole line that holds the pattern. */
  public String await(String regex) {
    return jvm.await(".*" + regex + ".*", firstLine).group();
  }

  /** What the agent has said so far that holds the pattern. */
  public List<String> said(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return jvm.stderr(firstLine).stream()
        .filter(line -> pattern.matcher(line).find())
        .toList();
  }

  public Metrics metrics() {
    return Metrics.fetch(port());
  }

  /** The body of /health. */
  public String health() {
    return page("/health");
  }

  /** What is answered there. */
  public String page(String path) {
    return Metrics.body(URI.create("http://127.0.0.1:" + port() + path));
  }

  public int port() {
    return Integer.parseInt(
        jvm.await("metrics listening[ \"].*127\\.0\\.0\\.1:(\\d+)").group(1));
  }

  /** What an administrator's console sees. */
  public SettingsBean settings() {
    return SettingsBean.of(jvm);
  }

  public String output() {
    return jvm.output();
  }

  @Override
  public void close() {
    if (!shared) {
      jvm.close();
    } else if (jvm.isAlive()) {
      pools.forEach(pool -> tell("close", pool));
    }
  }
}
