package example;

import com.sun.net.httpserver.HttpServer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;

/** A program whose main thread works with the database. Arguments: URL, user, password, how it ends. */
final class BatchProgram {
  private BatchProgram() {}

  public static void main(String[] arguments) throws Exception {
    RequestTrips.open(arguments);
    RequestTrips.query(6);
    Thread other = new Thread(() -> RequestTrips.query(3));
    other.start();
    other.join();
    RequestTrips.query(1);
    System.out.println("worked");
    switch (arguments[3]) {
      case "returns":
        break;
      case "throws":
        throw new IllegalStateException("the program's own");
      case "exits":
        System.exit(3);
        break;
      case "exits-elsewhere":
        new Thread(() -> System.exit(0)).start();
        Thread.currentThread().join();
        break;
      case "serves":
        serve();
        System.exit(0);
        break;
      default:
        Thread.currentThread().join();
    }
  }

  private static void serve() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    });
    server.start();
    URL url = new URL("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    System.out.println(((HttpURLConnection) url.openConnection()).getResponseCode());
    server.stop(0);
  }
}
