package example.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * {@code load <id> <port> <path> <requests>} on standard input: as fast as the server answers, on four connections that are kept alive.
 * A path that ends with {@code #200} stands for those that end with 0 to 199, in turn.
 */
final class Load {
  private static final int CONNECTIONS = 4;
  private final int port;
  private final byte[][] paths;
  private final int requests;
  private final byte[] buffer = new byte[8192];

  private Load(int port, String path, int requests) {
    this.port = port;
    this.requests = requests;
    int count = path.indexOf('#');
    if (count < 0) {
      paths = new byte[][] {request(path)};
    } else {
      paths = new byte[Integer.parseInt(path.substring(count + 1))][];
      for (int i = 0; i < paths.length; i++) {
        paths[i] = request(path.substring(0, count) + i);
      }
    }
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] arguments) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      String[] words = line.split(" ");
      int each = Integer.parseInt(words[4]) / CONNECTIONS;
      List<Callable<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(new Load(Integer.parseInt(words[2]), words[3], each)::run);
      }
      long start = System.nanoTime();
      for (Future<Void> client : threads.invokeAll(clients, 30, TimeUnit.MINUTES)) {
        client.get();
      }
      System.out.println("done " + words[1] + " " + (System.nanoTime() - start) + ".");
    }
    System.exit(0);
  }

  private Void run() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      for (int i = 0; i < requests; i++) {
        socket.getOutputStream().write(paths[i % paths.length]);
        readAnswer(socket.getInputStream());
      }
    }
    return null;
  }

  /** An answer here is smaller than the buffer, and has a length. */
  private void readAnswer(InputStream in) throws IOException {
    int length = 0;
    int total = -1;
    while (total < 0 || length < total) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        throw new IOException("the server has closed the connection");
      }
      length += read;
      if (total < 0) {
        total = total(length);
      }
    }
  }

  private int total(int length) throws IOException {
    String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return -1;
    }
    if (!text.startsWith("HTTP/1.1 200")) {
      throw new IOException(text);
    }
    int header = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ") + 16;
    return end + 4 + Integer.parseInt(text.substring(header, text.indexOf('\r', header)));
  }
}
