package example.differential;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Writer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.concurrent.Executors;

/**
 * Random programs of JDBC calls and what each of them observes, for comparison. Arguments: the transcript's file, a schema's name of its
 * own, user, password, the first seed, how many, then {@code name=URL} of each way to the server, the direct one first. Every other
 * program runs within a request of the JDK's HTTP server.
 */
final class RandomPrograms {
  private RandomPrograms() {}

  public static void main(String[] arguments) throws Exception {
    Account account = new Account(arguments[2], arguments[3], arguments[1], url(arguments[6]));
    long first = Long.parseLong(arguments[4]);
    long end = first + Long.parseLong(arguments[5]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.start();
    Operations operations = new Operations();
    try (Writer file = Files.newBufferedWriter(Paths.get(arguments[0]), StandardCharsets.UTF_8);
        Scenery scenery = new Scenery(account)) {
      for (String way : Arrays.asList(arguments).subList(6, arguments.length)) {
        for (long seed = first; seed < end; seed++) {
          String name = way.substring(0, way.indexOf('='));
          Transcript transcript = new Transcript(account.schema);
          Program program =
              new Program(operations, account.on(name, url(way)), scenery, seed, transcript);
          try (Watchdog watchdog = new Watchdog(name + " " + seed)) {
            run(program, server, seed);
            watchdog.report();
          }
          file.write("== " + name + " " + seed + "\n" + transcript);
        }
      }
      file.write("== end\n");
    }
    System.out.println("operations " + operations);
    System.out.println("done");
    System.exit(0);
  }

  private static String url(String way) {
    return way.substring(way.indexOf('=') + 1);
  }

  private static void run(Program program, HttpServer server, long seed) throws IOException {
    if (seed % 2 == 0) {
      program.run();
      return;
    }
    String path = "/" + seed;
    server.createContext(path, exchange -> {
      program.run();
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + path);
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (connection.getResponseCode() != 204) {
      throw new IOException("status " + connection.getResponseCode());
    }
    server.removeContext(path);
  }
}
