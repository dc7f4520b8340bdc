package io.tripmeter.programs;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** {@code example.AttachConsole} in a JVM of its own: an application that does what it is told. */
public final class Console implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ForkedJvm jvm;
  private int asked;

  private Console(ForkedJvm jvm) {
    this.jvm = jvm;
    jvm.await("^console ready");
  }

  /** On the newest driver and pool, with no agent yet. */
  public static ForkedJvmBuilder on(PostgresServer server) {
    return on(server, server.url());
  }

  public static ForkedJvmBuilder on(PostgresServer server, String url) {
    return on(server, url, Libraries.NEWEST_HIKARICP);
  }

  public static ForkedJvmBuilder on(PostgresServer server, String url, String hikari) {
    return ForkedJvm.of("example.AttachConsole")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, hikari))
        .argument(url, server.user(), server.password());
  }

  public static Console start(ForkedJvmBuilder builder) {
    return new Console(builder.start());
  }

  /** Opens a pool; what came of it. */
  public String pool(String name, int size) {
    return ask("pool " + name + " " + size);
  }

  /** The first column of the first row, or "failed" and the SQLSTATE. */
  public String query(String pool, String sql) {
    return ask("query " + pool + " " + sql);
  }

  public String ask(String command) {
    int number = ++asked;
    jvm.say(number + " " + command);
    return jvm.await("^" + number + ": (.*)$", PATIENCE).group(1);
  }

  /** What JMX shows; beans are registered beside the application, so it waits until there is one of this name. */
  public String beans(String pool) {
    String wanted = "name=\"" + pool + "\" RoundTrips={";
    AtomicReference<String> last = new AtomicReference<>("");
    Pause.until(
        () -> last.updateAndGet(before -> ask("beans")).contains(wanted), PATIENCE, last::get);
    return last.get();
  }

  /** What the application and the agent have printed beside the answers. */
  public String saidBesides() {
    Pattern own = Pattern.compile("^(console ready|\\d+: .*|" + Saying.OF_THE_JVM + ")$");
    return String.join(
        "\n", jvm.output().lines().filter(line -> !own.matcher(line).matches()).toList());
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  /** Of the agent's listener, as its log names it. */
  public Scrape scrape() {
    return Scrape.of(jvm);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
