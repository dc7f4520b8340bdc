package io.tripmeter.pooler;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator may call the place that a URL leads to: {@code host/database}, or with the port {@code host:port/database}. */
public final class Places {
  private static final String OWN = "postgresql:";
  private static final String DEFAULT_PORT = ":5432";
  private static final String[] NONE = {};

  private Places() {}

  /**
   * @param url a JDBC URL of the driver, or of a driver around it
   * @return the one without a port first; with several hosts the one that the URL has; none without a database
   */
  public static String[] of(@Nullable String url) {
    int own = url == null ? -1 : url.indexOf(OWN);
    if (url == null || own < 0) {
      return NONE;
    }
    int question = url.indexOf('?');
    String place = url.substring(own + OWN.length(), question < 0 ? url.length() : question);
    boolean hasHost = place.startsWith("//");
    int slash = hasHost ? place.indexOf('/', 2) : place.startsWith("/") ? 0 : -1;
    String database = decoded(place.substring(slash + 1));
    if ((hasHost && slash < 0) || database.isEmpty()) {
      return NONE;
    }
    String host = hasHost ? place.substring(2, slash).toLowerCase(Locale.ROOT) : "localhost";
    return of(host.isEmpty() ? "localhost" : host, database);
  }

  private static String[] of(String host, String database) {
    if (host.indexOf(',') >= 0) {
      return new String[] {host + '/' + database};
    }
    int colon = host.indexOf(':', Math.max(0, host.indexOf(']')));
    String name = colon < 0 ? host : host.substring(0, colon);
    String port = colon < 0 ? DEFAULT_PORT : host.substring(colon);
    return new String[] {name + '/' + database, name + port + '/' + database};
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException asItIs) {
      return text;
    }
  }
}
