package io.tripmeter.replica;

import io.tripmeter.pgjdbc.DriverProperty;
import io.tripmeter.pooler.Address;
import io.tripmeter.postgres.JdbcUrl;
import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a pool's connections to its replica: the replica's place, the database and the parameters of the pool's own URL as far as the
 * replica's names none. It may hold secrets. Immutable.
 */
public final class ReplicaUrl {
  private static final String PREFIX = "jdbc:postgresql:";
  private static final String SUFFIX = "-read";

  private final String given;
  private final Address address;

  private ReplicaUrl(String given, Address address) {
    this.given = given;
    this.address = address;
  }

  /** Null if it names several hosts, or none. */
  public static @Nullable ReplicaUrl of(String given) {
    Address address = Address.parse(given);
    return address == null ? null : new ReplicaUrl(given, address);
  }

  public Address address() {
    return address;
  }

  /** Where a connection goes for which a pool asks the driver with this URL and these properties. */
  public String forPool(String url, @Nullable Properties info) {
    Set<String> place = new HashSet<>();
    for (DriverProperty each : DriverProperty.PLACE) {
      place.add(each.key());
    }
    String database = address.database();
    if (database == null) {
      database = database(url, info);
    } else {
      place.add(DriverProperty.DATABASE.key());
    }
    String own = parameters(given);
    for (String parameter : own.split("&")) {
      place.add(nameOf(parameter));
    }
    String name = applicationName(url, info);
    if (name != null && !place.contains(DriverProperty.APPLICATION_NAME.key())) {
      place.add(DriverProperty.APPLICATION_NAME.key());
      own += (own.isEmpty() ? "" : "&") + DriverProperty.APPLICATION_NAME.key() + '=' + name;
    }
    String kept = parameters(JdbcUrl.without(url, place));
    String all = kept + (kept.isEmpty() || own.isEmpty() ? "" : "&") + own;
    return PREFIX + "//" + address + '/' + database + (all.isEmpty() ? "" : "?" + all);
  }

  private static String parameters(String url) {
    int question = url.indexOf('?');
    return question < 0 ? "" : url.substring(question + 1);
  }

  private static String nameOf(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  /** As the URL spells it; the driver's default is the user's name. */
  private static String database(String url, @Nullable Properties info) {
    int question = url.indexOf('?');
    String path = url.substring(
        Math.min(PREFIX.length(), url.length()), question < 0 ? url.length() : question);
    if (path.startsWith("//")) {
      int slash = path.indexOf('/', 2);
      path = slash < 0 ? "" : path.substring(slash + 1);
    }
    return !path.isEmpty() || info == null
        ? path
        : encoded(info.getProperty(
            DriverProperty.DATABASE.key(), info.getProperty(DriverProperty.USER.key(), "")));
  }

  /** The application's own with the suffix of a replica's; null if it has none. */
  private static @Nullable String applicationName(String url, @Nullable Properties info) {
    String key = DriverProperty.APPLICATION_NAME.key();
    for (String parameter : parameters(url).split("&")) {
      if (nameOf(parameter).equals(key)) {
        return parameter.substring(Math.min(parameter.length(), key.length() + 1)) + SUFFIX;
      }
    }
    String given = info == null ? null : info.getProperty(key);
    return given == null || given.equals(DriverProperty.DEFAULT_APPLICATION_NAME)
        ? null
        : encoded(given) + SUFFIX;
  }

  private static String encoded(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Without parameters. */
  @Override
  public String toString() {
    String database = address.database();
    return address + (database == null ? "" : '/' + database);
  }
}
