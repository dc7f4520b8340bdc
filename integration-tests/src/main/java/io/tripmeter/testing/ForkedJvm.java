package io.tripmeter.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A program in a JVM of its own, with all it says; it ends with {@link #close()}, at the latest with this JVM. */
public final class ForkedJvm implements AutoCloseable {
  /** The longest that any wait here lasts unless it is told otherwise. */
  public static final Duration PATIENCE = Duration.ofSeconds(120);

  /** One line of output. */
  public record Line(boolean error, String text) {}

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Process process;
  private final List<Line> lines = new ArrayList<>();
  private final List<Thread> readers;
  private final AtExit atExit;

  ForkedJvm(Process process) {
    this.process = process;
    this.readers =
        List.of(reader(process.getInputStream(), false), reader(process.getErrorStream(), true));
    this.atExit = new AtExit("forked-jvm-at-exit", process::destroyForcibly);
    readers.forEach(Thread::start);
    STARTED.incrementAndGet();
  }

  /** How many this JVM has started. */
  static int started() {
    return STARTED.get();
  }

  /** A main class, to be found on the class path that the builder is given. */
  public static ForkedJvmBuilder of(String mainClass) {
    return new ForkedJvmBuilder(mainClass);
  }

  /** As {@code java -jar}. */
  public static ForkedJvmBuilder ofJar(Path jar) {
    return new ForkedJvmBuilder("-jar", jar.toString());
  }

  private Thread reader(InputStream stream, boolean error) {
    Thread thread = new Thread(
        () -> read(stream, error), "forked-jvm-" + process.pid() + (error ? "-err" : "-out"));
    thread.setDaemon(true);
    return thread;
  }

  private void read(InputStream stream, boolean error) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String text;
      while ((text = reader.readLine()) != null) {
        synchronized (lines) {
          lines.add(new Line(error, text));
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process was killed; what it said until then is there.
    } finally {
      synchronized (lines) {
        lines.notifyAll();
      }
    }
  }

  /** {@link #await(String, Duration)} with {@link #PATIENCE}. */
  public Matcher await(String regex) {
    return await(regex, PATIENCE);
  }

  /**
   * Waits until a line holds the pattern, on either stream and from the first line on; fails with all that was said when the
   * program ends before or the time is over.
   */
  public Matcher await(String regex, Duration timeout) {
    return await(regex, timeout, 0);
  }

  /** {@link #await(String)} from this line on. */
  public Matcher await(String regex, int firstLine) {
    return await(regex, PATIENCE, firstLine);
  }

  private Matcher await(String regex, Duration timeout, int firstLine) {
    Pattern pattern = Pattern.compile(regex);
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (lines) {
      for (int next = firstLine; ; next++) {
        while (next == lines.size()) {
          waitForLine(regex, deadline);
        }
        Matcher matcher = pattern.matcher(lines.get(next).text());
        if (matcher.find()) {
          return matcher;
        }
      }
    }
  }

  private void waitForLine(String regex, long deadline) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    boolean ended = readers.stream().noneMatch(Thread::isAlive);
    if (left <= 0 || ended) {
      String why = ended ? "the program ended" : "the time was over";
      throw new AssertionError(why + " before it said \"" + regex + "\"; it said:\n" + output());
    }
    try {
      // A reader that ends tells nobody after its last notice: look again soon.
      lines.wait(Math.min(left, 100));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Of both streams, so far. */
  public int lineCount() {
    synchronized (lines) {
      return lines.size();
    }
  }

  public List<String> stdout() {
    return lines(false, 0);
  }

  public List<String> stderr() {
    return stderr(0);
  }

  /** From this line of both streams on. */
  public List<String> stderr(int firstLine) {
    return lines(true, firstLine);
  }

  private List<String> lines(boolean error, int firstLine) {
    synchronized (lines) {
      return lines.stream()
          .skip(firstLine)
          .filter(line -> line.error() == error)
          .map(Line::text)
          .toList();
    }
  }

  /** Both streams, as they came. */
  public String output() {
    synchronized (lines) {
      return lines.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
  }

  /** Writes a line to the program's standard input. */
  public void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the program does not listen; it said:\n" + output(), e);
    }
  }

  /** Waits for the end; {@link #PATIENCE} at most. */
  public int exitCode() {
    return exitCode(PATIENCE);
  }

  /** Waits for the end, and until all output has been read. */
  public int exitCode(Duration timeout) {
    try {
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("still running after " + timeout + "; it said:\n" + output());
      }
      for (Thread reader : readers) {
        reader.join(TimeUnit.SECONDS.toMillis(5));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM: shutdown hooks run. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    exitCode();
    atExit.cancel();
  }
}
