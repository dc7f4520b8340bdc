package io.tripmeter.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the listener of a running Tripmeter says. Asked once, by one thread. */
final class AgentPage {
  private static final int PATIENCE_MILLIS = 3_000;
  private static final int LONGEST_ANSWER = 2_000_000;

  private final URL root;
  private final String healthText;
  private final Map<?, ?> health;
  private @Nullable String overviewText;
  private @Nullable Map<?, ?> overview;

  private AgentPage(URL root, String healthText, Map<?, ?> health) {
    this.root = root;
    this.healthText = healthText;
    this.health = health;
  }

  /** Null if nothing of Tripmeter's answers there. */
  static @Nullable AgentPage at(InetSocketAddress address) {
    try {
      URL root = new URL("http", address.getAddress().getHostAddress(), address.getPort(), "/");
      String text = get(root, "health");
      Map<?, ?> read = JsonReader.object(text);
      return read != null && isOurs(read) ? new AgentPage(root, text.trim(), read) : null;
    } catch (IOException | CannotException | RuntimeException other) {
      return null;
    }
  }

  /** Spring Boot, Micronaut and Quarkus have a /health with a status, too. */
  private static boolean isOurs(Map<?, ?> health) {
    Object status = health.get("status");
    Object pools = health.get("pools");
    return ("up".equals(status) || "down".equals(status))
        && pools instanceof List
        && ((List<?>) pools)
            .stream()
                .allMatch(each ->
                    each instanceof Map && ((Map<?, ?>) each).get("name") instanceof String);
  }

  /** Why it is not known what is wrong; null if it is. */
  @Nullable
  String askOverview() {
    try {
      String text = get(root, "overview");
      overview = JsonReader.object(text);
      overviewText = overview == null ? null : text.trim();
      return overview != null && overview.get("problems") instanceof List
          ? null
          : "/overview has no list of problems";
    } catch (CannotException said) {
      return said.getMessage();
    } catch (SocketTimeoutException late) {
      return "/overview did not answer within " + PATIENCE_MILLIS / 1000 + " s";
    } catch (IOException | RuntimeException failed) {
      return "/overview did not answer";
    }
  }

  /** @throws CannotException if there is an answer that is none */
  private static String get(URL root, String path) throws IOException, CannotException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL(root, path).openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    // Another port is not asked because this one says so.
    connection.setInstanceFollowRedirects(false);
    try {
      int code = connection.getResponseCode();
      // That of a pool without a connection.
      boolean down = code == HttpURLConnection.HTTP_UNAVAILABLE;
      if (code != HttpURLConnection.HTTP_OK && !down) {
        throw new CannotException("/" + path + " answered with status " + code);
      }
      try (InputStream in = down ? connection.getErrorStream() : connection.getInputStream()) {
        return in == null ? "" : text(in, path);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** A part of it would be no JSON. */
  private static String text(InputStream in, String path) throws IOException, CannotException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    for (int read = in.read(some); read >= 0; read = in.read(some)) {
      all.write(some, 0, read);
      if (all.size() > LONGEST_ANSWER) {
        throw new CannotException("/" + path + " is longer than 2 MB");
      }
    }
    return new String(all.toByteArray(), StandardCharsets.UTF_8);
  }

  String url() {
    return root.toString();
  }

  boolean isUp() {
    return "up".equals(health.get("status"));
  }

  Map<?, ?> health() {
    return health;
  }

  /** JSON. */
  String healthText() {
    return healthText;
  }

  /** Null before it was asked, and if it gave no JSON. */
  @Nullable
  Map<?, ?> overview() {
    return overview;
  }

  /** JSON; null as the overview. */
  @Nullable
  String overviewText() {
    return overviewText;
  }
}
