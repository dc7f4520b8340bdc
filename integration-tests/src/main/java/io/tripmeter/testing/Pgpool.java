package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pgpool-II before a {@link PostgresServer}, as a plain relay with a connection cache, on the port that is its own by default and a
 * loopback address that nobody else has. Ends with {@link #close()}.
 */
public final class Pgpool implements AutoCloseable {
  private static final int PORT = 9999;

  private final PostgresServer server;
  private final PoolerProcess process;
  private final InetSocketAddress address;

  private Pgpool(PostgresServer server, PoolerProcess process, InetSocketAddress address) {
    this.server = server;
    this.process = process;
    this.address = address;
  }

  /** Fails where {@link PoolerPrograms#pgpool()} finds none. */
  public static Pgpool before(PostgresServer server) {
    Path program =
        PoolerPrograms.pgpool().orElseThrow(() -> new IllegalStateException("no pgpool-II"));
    Path directory = PoolerProcess.newDirectory("tripmeter-pgpool");
    InetSocketAddress address = freeAddress();
    Path configuration = directory.resolve("pgpool.conf");
    try {
      Files.writeString(configuration, configuration(server, directory, address));
      Files.write(
          directory.resolve("pool_passwd"), List.of(server.user() + ":TEXT" + server.password()));
      Files.createFile(directory.resolve("pcp.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(
        program.toString(),
        "-n",
        "-f",
        configuration.toString(),
        "-F",
        directory.resolve("pcp.conf").toString());
    return new Pgpool(server, new PoolerProcess(directory, command, address, "INT"), address);
  }

  /** The port is pgpool-II's own, so the address is what differs. Forks of a test run have ranges of their own. */
  private static InetSocketAddress freeAddress() {
    long fork = ProcessHandle.current().pid();
    String range = "127." + (64 + (fork >> 8) % 64) + '.' + fork % 256 + '.';
    for (int last = 2; last < 255; last++) {
      InetSocketAddress address = new InetSocketAddress(range + last, PORT);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(address);
        return address;
      } catch (IOException e) {
        // Another pooler of this fork has it.
      }
    }
    throw new IllegalStateException("port " + PORT + " is taken everywhere");
  }

  private static String configuration(
      PostgresServer server, Path directory, InetSocketAddress address) {
    return """
        backend_clustering_mode = 'raw'
        listen_addresses = '%6$s'
        port = %1$d
        socket_dir = '%2$s'
        pcp_listen_addresses = '127.0.0.1'
        pcp_port = %3$d
        pcp_socket_dir = '%2$s'
        wd_ipc_socket_dir = '%2$s'
        pid_file_name = '%2$s/pgpool.pid'
        logdir = '%2$s'
        backend_hostname0 = '%4$s'
        backend_port0 = %5$d
        enable_pool_hba = off
        pool_passwd = '%2$s/pool_passwd'
        num_init_children = 12
        max_pool = 1
        """.formatted(
            address.getPort(),
            directory,
            FreePort.choose(),
            server.host(),
            server.port(),
            address.getHostString());
  }

  public String host() {
    return address.getHostString();
  }

  public int port() {
    return address.getPort();
  }

  /** Without parameters, user and password. */
  public String url() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + server.database();
  }

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
