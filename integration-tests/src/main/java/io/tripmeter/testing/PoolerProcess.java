package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;

/** A pooler, or Prometheus, as a child process in the foreground, with a directory of its own; it ends with {@link #close()}, at the latest with this JVM. */
final class PoolerProcess implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Path directory;
  private final String lastSignal;
  private final Process process;
  private final AtExit atExit;

  /**
   * @param directory its log goes there; it is deleted at the end
   * @param lastSignal what ends it without waiting for its clients
   */
  PoolerProcess(
      Path directory, List<String> command, InetSocketAddress address, String lastSignal) {
    this.directory = directory;
    this.lastSignal = lastSignal;
    try {
      process = new ProcessBuilder(unprivileged(command))
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(logFile().toFile())
          .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    atExit = new AtExit("pooler-at-exit", this::end);
    awaitListening(address);
  }

  static Path newDirectory(String prefix) {
    try {
      return Files.createTempDirectory(prefix).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Poolers refuse to be root; in a user namespace of its own a process is nobody and still owns our files. */
  private static List<String> unprivileged(List<String> command) {
    if (!System.getProperty("user.name").equals("root")) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
    wrapped.addAll(command);
    return wrapped;
  }

  private void awaitListening(InetSocketAddress address) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!listens(address)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        String log = log();
        close();
        throw new IllegalStateException("it did not start:\n" + log);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private Path logFile() {
    return directory.resolve("pooler.log");
  }

  String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    atExit.cancel();
    end();
  }

  /** Children first hear of it from their parent; those that do not listen are ended too. */
  private void end() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      new ProcessBuilder("kill", "-" + lastSignal, Long.toString(process.pid()))
          .start()
          .waitFor();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    FileUtils.deleteQuietly(directory.toFile());
  }
}
