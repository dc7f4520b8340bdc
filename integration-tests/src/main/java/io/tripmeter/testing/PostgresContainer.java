package io.tripmeter.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The official image, started by Testcontainers. */
final class PostgresContainer implements PostgresBackend {
  private static final int CONNECT_MILLIS = 3000;

  private final PostgreSQLContainer container;
  private final String host;

  PostgresContainer(Map<String, String> settings) {
    container = new PostgreSQLContainer(DockerEngine.IMAGE)
        .withDatabaseName("postgres")
        .withUsername(PostgresServer.SUPERUSER)
        .withPassword(PostgresServer.SUPERUSER_PASSWORD);
    container.setCommandParts(command(settings));
    container.start();
    host = Stream.of(container.getHost(), "127.0.0.1")
        .filter(this::answers)
        .findFirst()
        .orElseThrow(this::unreachable);
  }

  private IllegalStateException unreachable() {
    String address = container.getHost() + ":" + port();
    container.stop();
    return new IllegalStateException(
        "no answer on " + address + ": set TESTCONTAINERS_HOST_OVERRIDE");
  }

  /** In a container itself, this JVM is told its gateway, where an engine beside it does not listen. */
  private boolean answers(String candidate) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(candidate, port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String[] command(Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of("postgres", "-c", "fsync=off"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command.toArray(String[]::new);
  }

  @Override
  public String description() {
    return "Testcontainers, " + DockerEngine.IMAGE;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public int port() {
    return container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
  }

  @Override
  public void start() {
    throw new UnsupportedOperationException(
        "a container comes back on another port: ask for PostgresServer.with().embedded()");
  }

  @Override
  public void stop() {
    container.stop();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void close() {
    container.stop();
  }
}
