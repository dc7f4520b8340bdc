package io.tripmeter.bench;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.regex.Matcher;

/** An application that answers requests, in a JVM of its own, up to its first answer. */
final class Application implements AutoCloseable {
  private final ForkedJvm jvm;
  private final int port;
  private final double startMillis;
  private int asked;

  private Application(ForkedJvm jvm, String path, long start) {
    this.jvm = jvm;
    port = Integer.parseInt(jvm.await("listening on (\\d+)").group(1));
    firstAnswer(path);
    startMillis = (System.nanoTime() - start) / 1e6;
  }

  /** One that is starting, which the caller ends. */
  static Application of(ForkedJvm jvm, String path) {
    return new Application(jvm, path, System.nanoTime());
  }

  /** The one of five queries a request, with one variant attached. */
  static Application start(Variant variant, PostgresServer server, OtlpSink sink) {
    long start = System.nanoTime();
    ForkedJvm jvm = variant
        .attach(ForkedJvm.of("example.bench.FiveQueries"), sink)
        // Free heap goes back to the system after a full collection: what is resident is what is
        // needed.
        .jvmArgument("-Xmx256m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20")
        .property("sun.net.httpserver.nodelay", "true")
        .classPath(Libraries.childClassPath(Libraries.NEWEST_PGJDBC, Libraries.NEWEST_HIKARICP))
        .argument(server.url() + "?sslmode=disable", server.user(), server.password())
        .start();
    try {
      return new Application(jvm, "/items", start);
    } catch (AssertionError | RuntimeException e) {
      jvm.close();
      throw e;
    }
  }

  private void firstAnswer(String path) {
    try (InputStream answer =
        URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      answer.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** From the start of the process to the first answer, five queries included. */
  double startMillis() {
    return startMillis;
  }

  Usage usage() {
    return usage(ask("cost"));
  }

  /** VmRSS after a full collection. */
  double residentMegabytes() {
    ask("collect");
    return Machine.residentMegabytes(jvm.pid());
  }

  /** What is used on the heap after a full collection. */
  double heapMegabytes() {
    return Long.parseLong(ask("collect").group(3)) / 1024.0 / 1024;
  }

  private static Usage usage(Matcher answer) {
    return new Usage(Long.parseLong(answer.group(1)), Long.parseLong(answer.group(2)));
  }

  private Matcher ask(String question) {
    asked++;
    jvm.say(question + " " + asked);
    return jvm.await("cost " + asked + " (\\d+) (\\d+) (\\d+)\\.");
  }

  @Override
  public void close() {
    jvm.close();
  }
}
