package io.tripmeter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Two network namespaces with one cable between them, a client's and a server's: pulled, neither end hears anything of the other, nor
 * that it is gone. Needs root and iproute2. Nothing in them reaches the machine's own network; they end with {@link #close()}.
 */
public final class NetworkNamespaces implements AutoCloseable {
  /** In the server's namespace, reachable from the client's. */
  public static final String SERVER = "10.203.0.2";

  /** Another address of the server's, which is of no private network; documentation has it, and nobody (RFC 5737). */
  public static final String PUBLIC_SERVER = "203.0.113.2";

  private static final String CLIENT = "10.203.0.1";
  private static final String PUBLIC_CLIENT = "203.0.113.1";

  private final String client;
  private final String server;
  private final AtExit atExit;

  private NetworkNamespaces(String name) {
    client = name + "c";
    server = name + "s";
    atExit = new AtExit("namespaces-at-exit", this::remove);
  }

  /** Why none can be made on this machine; empty if they can. */
  public static Optional<String> missing() {
    String name = "tripmeter-" + ProcessHandle.current().pid() + "-try";
    try {
      run("ip", "netns", "add", name);
      try {
        run("ip", "netns", "exec", name, "ip", "link", "set", "lo", "up");
        run(
            "ip", "-n", name, "link", "add", "name", "cable", "type", "veth", "peer", "name",
            "peer");
      } finally {
        run("ip", "netns", "del", name);
      }
      return Optional.empty();
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.of("no network namespaces: " + e.getMessage());
    }
  }

  public static NetworkNamespaces make() {
    NetworkNamespaces made =
        new NetworkNamespaces("tripmeter-" + ProcessHandle.current().pid());
    try {
      made.add();
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private void add() {
    run("ip", "netns", "add", client);
    run("ip", "netns", "add", server);
    run("ip", "-n", client, "link", "add", "name", "cable", "type", "veth", "peer", "name", "peer");
    run("ip", "-n", client, "link", "set", "peer", "netns", server, "name", "cable");
    up(client, CLIENT, PUBLIC_CLIENT);
    up(server, SERVER, PUBLIC_SERVER);
  }

  private static void up(String name, String... addresses) {
    for (String address : addresses) {
      run("ip", "-n", name, "addr", "add", address + "/24", "dev", "cable");
    }
    run("ip", "-n", name, "link", "set", "cable", "up");
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  /** What a command line begins with to run at the client's end. */
  public List<String> atClient() {
    return List.of("ip", "netns", "exec", client);
  }

  /** The same at the server's. */
  public List<String> atServer() {
    return List.of("ip", "netns", "exec", server);
  }

  /** Pulls the cable at the server's end. */
  public void cut() {
    run("ip", "-n", server, "link", "set", "cable", "down");
  }

  public void restore() {
    run("ip", "-n", server, "link", "set", "cable", "up");
  }

  @Override
  public void close() {
    atExit.cancel();
    remove();
  }

  private void remove() {
    for (String name : List.of(client, server)) {
      try {
        run("ip", "netns", "del", name);
      } catch (IllegalStateException neverMade) {
        // It is gone all the same.
      }
    }
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
