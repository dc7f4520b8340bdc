package io.tripmeter.session;

import io.tripmeter.testing.FreePort;
import io.tripmeter.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * Stands before a server and reads startup packets, as a pooler does: refuses what it does not like, in PgBouncer's words, or drops it
 * in silence. Everything else passes.
 */
public final class PickyProxy implements AutoCloseable {
  /** Thrown by a rule: what the client is told before the connection is closed. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String state;

    Refused(String message) {
      this("08P01", message);
    }

    /** @param state the SQLSTATE; empty to hang up without a word */
    public Refused(String state, String message) {
      super(message);
      this.state = state;
    }
  }

  private static final int VERSION_3 = 3 << 16;

  private final PostgresServer server;
  private final UnaryOperator<Map<String, String>> rule;
  private final ServerSocket listener;
  private volatile String replaced = "\0none\0";
  private volatile String replacement = "\0none\0";
  private volatile Disguise disguise = new Disguise();
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  public PickyProxy(PostgresServer server, UnaryOperator<Map<String, String>> rule) {
    this.server = server;
    this.rule = rule;
    try {
      listener = new ServerSocket(FreePort.choose(), 100, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  /** PgBouncer 1.18 with its defaults, or any that refuses parameters by name. */
  static PickyProxy refusing(PostgresServer server, String parameter) {
    return new PickyProxy(server, startup -> {
      if (startup.containsKey(parameter)) {
        throw new Refused("unsupported startup parameter: " + parameter);
      }
      return startup;
    });
  }

  /** What of Tripmeter's every connection carries, and none of the driver's own: a name in the startup packet. */
  static PickyProxy refusingNames(PostgresServer server, String state, String message) {
    return new PickyProxy(server, startup -> {
      if (startup.containsKey("application_name")) {
        throw new Refused(state, message);
      }
      return startup;
    });
  }

  /** PgBouncer 1.20 and later look into the options. */
  static PickyProxy refusingInOptions(PostgresServer server, String... parameters) {
    return new PickyProxy(server, startup -> {
      for (String parameter : parameters) {
        if (startup.getOrDefault("options", "").contains(parameter)) {
          throw new Refused("unsupported startup parameter in options: " + parameter);
        }
      }
      return startup;
    });
  }

  /** PgBouncer with ignore_startup_parameters. */
  static PickyProxy dropping(PostgresServer server, String parameter) {
    return new PickyProxy(server, startup -> {
      startup.remove(parameter);
      return startup;
    });
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Its server understands statements with this text as others. Both are of one length, or whole messages. */
  public PickyProxy reading(String text, String as) {
    replaced = text;
    replacement = as;
    return this;
  }

  /** Its server's handshake tells what another's would. */
  PickyProxy as(Disguise other) {
    disguise = other;
    return this;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + listener.getLocalPort() + "/" + server.database()
        + "?sslmode=disable";
  }

  /** What clients were told so far. */
  public List<String> refusals() {
    return refusals;
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      thread(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] packet = new byte[in.readInt() - 4];
      in.readFully(packet);
      byte[] passed;
      try {
        passed = write(rule.apply(read(packet)));
      } catch (Refused refused) {
        refusals.add(refused.getMessage());
        if (!refused.state.isEmpty()) {
          refuse(client.getOutputStream(), refused.state, refused.getMessage());
        }
        return;
      }
      try (Socket behind = new Socket(server.host(), server.port())) {
        behind.getOutputStream().write(passed);
        thread(() -> {
          try (client) {
            disguise.pass(behind.getInputStream(), client.getOutputStream());
          }
        });
        pass(in, behind.getOutputStream(), replaced, replacement);
      }
    }
  }

  /** A statement's few bytes come in one piece. */
  private static void pass(InputStream from, OutputStream to, String what, String with)
      throws IOException {
    byte[] piece = new byte[65_536];
    for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
      String text = new String(piece, 0, length, StandardCharsets.ISO_8859_1);
      to.write(text.replace(what, with).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static Map<String, String> read(byte[] packet) {
    String[] words = new String(packet, 4, packet.length - 4, StandardCharsets.UTF_8).split("\0");
    Map<String, String> startup = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      startup.put(words[i], words[i + 1]);
    }
    return startup;
  }

  private static byte[] write(Map<String, String> startup) throws IOException {
    StringBuilder words = new StringBuilder();
    startup.forEach(
        (name, value) -> words.append(name).append('\0').append(value).append('\0'));
    byte[] body = words.append('\0').toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(body.length + 8);
    out.writeInt(VERSION_3);
    out.write(body);
    return bytes.toByteArray();
  }

  private static void refuse(OutputStream client, String state, String message) throws IOException {
    byte[] body =
        ("SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0").getBytes(StandardCharsets.UTF_8);
    DataOutputStream out = new DataOutputStream(client);
    out.writeByte('E');
    out.writeInt(body.length + 4);
    out.write(body);
    out.flush();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread = new Thread(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            // One side is gone, and the other will be.
          }
        },
        "picky-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
