package io.tripmeter.connect;

import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The application's URL with another host and port. Everything else is the application's, to the letter: what pgjdbc reads before the
 * question mark beats the properties given beside the URL (Driver.parseURL).
 */
final class RewrittenUrl {
  private static final String PREFIX = "jdbc:postgresql:";

  private RewrittenUrl() {}

  /**
   * @param effective what the driver makes of URL and properties: it knows the database of a URL that names no host
   * @return null for a URL of another form than pgjdbc's
   */
  static @Nullable String of(String url, Address to, Properties effective) {
    if (!url.startsWith(PREFIX)) {
      return null;
    }
    int question = url.indexOf('?');
    String place = url.substring(PREFIX.length(), question < 0 ? url.length() : question);
    String parameters = question < 0 ? "" : url.substring(question + 1);
    return PREFIX + "//" + to + path(place, to, effective)
        + kept(parameters, to.database() != null);
  }

  private static String path(String place, Address to, Properties effective) {
    if (to.database() != null) {
      return '/' + to.database();
    }
    if (place.startsWith("//")) {
      int slash = place.indexOf('/', 2);
      return slash < 0 ? "" : place.substring(slash);
    }
    return '/' + encoded(DriverProperty.DATABASE.in(effective, ""));
  }

  private static String encoded(String database) {
    try {
      return URLEncoder.encode(database, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Host and port may stand among the parameters too. */
  private static String kept(String parameters, boolean otherDatabase) {
    StringBuilder kept = new StringBuilder();
    for (String parameter : parameters.split("&")) {
      boolean place = is(parameter, DriverProperty.HOST)
          || is(parameter, DriverProperty.PORT)
          || (otherDatabase && is(parameter, DriverProperty.DATABASE));
      if (!parameter.isEmpty() && !place) {
        kept.append(kept.length() == 0 ? '?' : '&').append(parameter);
      }
    }
    return kept.toString();
  }

  private static boolean is(String parameter, DriverProperty property) {
    return parameter.startsWith(property.key() + '=');
  }
}
